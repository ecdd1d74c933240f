uhe tool
