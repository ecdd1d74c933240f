the tool
