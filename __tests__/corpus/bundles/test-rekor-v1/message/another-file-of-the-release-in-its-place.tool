what is new
