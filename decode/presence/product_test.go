package presence_test

import (
	"testing"

	"prescap/decode/presence"
)

func TestProductOf(t *testing.T) {
	for header, want := range map[string]string{
		"UCCAPI/15.0.4420.1017 OC/15.0.4420.1017 (Microsoft Lync)":      "Lync 2013",
		"UCCAPI/4.0.7577.314 OC/4.0.7577.314 (Microsoft Lync 2010)":     "Lync 2010",
		"UCCP/2.0.6362.0 OC/2.0.6362.0 (Microsoft Office Communicator)": "Communicator 2007",
		"RTCC/4.0.0.0 PresPub": "UCMA application",
		"RTC/3.5":              "OCS 2007 R2", "RTC/3.0": "OCS 2007", "RTC/6.0": "Skype for Business Server 2015",
		"": "", "Something/1.0": "", "uccapi/4.0": "",
	} {
		if got := presence.ProductOf(header); got != want {
			t.Errorf("%q is %q, want %q", header, got, want)
		}
	}
	for i, p := range presence.Products() { // None hides a later one.
		for _, q := range presence.Products()[i+1:] {
			if len(q.Prefix) >= len(p.Prefix) && q.Prefix[:len(p.Prefix)] == p.Prefix {
				t.Errorf("%s is never found behind %s", q.Prefix, p.Prefix)
			}
		}
	}
}
