module prescap

go 1.26
