package body

import "testing"

// TestInstanceOf has the vectors of the wire reference (5.2).
func TestInstanceOf(t *testing.T) {
	for epid, want := range map[string]string{
		"01010101":   "4b1682a8-f968-5701-83fc-7c6741dc6697",
		"a0ae9e6cb0": "c1589240-e660-594f-a8b3-4b55f358cbc1",
		"451e9252b6": "e0de506b-a705-59cc-9bfa-d37593141231",
		"c8ca638a15": "34d859db-6585-5f91-a3b4-de853c15347d",
		"3102EB8BD1": "7af002fa-d372-5a55-b2f8-093c4c99f564",
		"6C801B691B": "5ec90580-40af-5081-a25b-29f17708144b",
	} {
		if got := instanceOf(epid); got != "urn:uuid:"+want {
			t.Errorf("%s gives %s, want %s", epid, got, want)
		}
	}
}
