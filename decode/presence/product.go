package presence

import "strings"

// Product is what the strings of User-Agent and Server headers that begin with Prefix
// stand for (wire reference 5.3 and 18).
type Product struct {
	Prefix string
	Name   string // For people.
	Server bool
}

// Products lists the products that are known by their strings. Of several that fit the
// first counts. SIPE may call itself by the string of a Microsoft client: a string is
// what somebody says, no proof.
func Products() []Product {
	return []Product{
		{"UCCP/2.0", "Communicator 2007", false},
		{"UCCAPI/2.0", "Communicator 2007", false},
		{"UCCAPI/3.5", "Communicator 2007 R2", false},
		{"UCCAPI/4.0", "Lync 2010", false},
		{"UCCAPI/15.0", "Lync 2013", false},
		{"UCCAPI/16.0", "Skype for Business", false},
		{"RTCC/", "UCMA application", false},
		{"Purple/", "SIPE", false},
		{"Sipe/", "SIPE", false},
		{"Polycom", "Polycom phone", false},
		{"RTC/1.", "LCS or Windows Messenger", false},
		{"RTC/2.", "LCS 2005", true},
		{"RTC/3.5", "OCS 2007 R2", true},
		{"RTC/3.", "OCS 2007", true},
		{"RTC/4.", "Lync Server 2010", true},
		{"RTC/5.", "Lync Server 2013", true},
		{"RTC/6.", "Skype for Business Server 2015", true},
		{"RTC/7.", "Skype for Business Server 2019, as is said", true},
	}
}

// ProductOf returns what the string of a User-Agent or Server header stands for; "" when
// that is not known. Letter case matters.
func ProductOf(header string) string {
	for _, p := range Products() {
		if strings.HasPrefix(header, p.Prefix) {
			return p.Name
		}
	}
	return ""
}
