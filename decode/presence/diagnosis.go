package presence

import (
	"cmp"
	"slices"
)

// Diagnosis is what the number in a diagnostics header means.
type Diagnosis struct {
	ID      uint32
	Header  string // That carries it: ms-diagnostics, ms-diagnostics-public, ms-client-diagnostics; "" when no source says.
	Meaning string // One line.
	Source  string // Where that is written.
}

// DiagnosisRange is a range of numbers, and what it is for.
type DiagnosisRange struct {
	First, Last uint32
	Area        string
}

// FindDiagnosis returns what a number means; ok is false when the catalogue does not
// have it.
func FindDiagnosis(id uint32) (d Diagnosis, ok bool) {
	all := Diagnoses()
	i, ok := slices.BinarySearchFunc(all, id, func(d Diagnosis, id uint32) int { return cmp.Compare(d.ID, id) })
	if !ok {
		return Diagnosis{}, false
	}
	return all[i], true
}

// FindDiagnosisRange returns the range that a number lies in; ok is false when it
// lies in none.
func FindDiagnosisRange(id uint32) (r DiagnosisRange, ok bool) {
	for _, r := range DiagnosisRanges() {
		if id >= r.First && id <= r.Last {
			return r, true
		}
	}
	return DiagnosisRange{}, false
}

// DiagnosisRanges lists the ranges of numbers, ascending (wire reference 14; the page
// "Ms-Diagnostics Header" of Communications Server 2007).
func DiagnosisRanges() []DiagnosisRange {
	return []DiagnosisRange{
		{0, 999, "common to all components"},
		{1000, 1999, "SIP stack"},
		{2000, 2999, "presence"},
		{3000, 3999, "conferencing"},
		{4000, 4999, "user services: registration, provisioning"},
		{5000, 5999, "API applications"},
		{6000, 6999, "IM conferencing server"},
		{7000, 7999, "A/V conferencing server"},
		{8000, 8999, "telephony conferencing server"},
		{9000, 9999, "MRAS"},
		{10000, 10999, "Mediation Server"},
		{11000, 11999, "metrics server"},
		{12000, 12999, "voice: routing of outbound calls"},
		{13000, 13999, "voice: routing of inbound calls"},
		{14000, 14999, "voice: translation of numbers"},
		{15000, 15999, "Exchange unified messaging"},
		{16000, 16999, "IM filter"},
		{17000, 17999, "client version filter"},
		{24000, 24999, "UCMA client"},
		{60000, 60999, "custom applications: success"},
		{61000, 61999, "custom applications: expected failure"},
		{62000, 62999, "custom applications: unexpected failure"},
	}
}

// Diagnoses is the catalogue of numbers that matter to presence and to the way there,
// ascending (MS-OCER; wire reference 14, and for those below 2000, 4002 and 4009 the
// tables themselves). What is in no table that could be read is not in it, and so most
// of 2017 to 2140.
func Diagnoses() []Diagnosis {
	const (
		d      = "ms-diagnostics"
		public = "ms-diagnostics-public"
		client = "ms-client-diagnostics"

		shown   = "MS-OCER 9.2.2"
		stack   = "MS-OCER 8.2"
		table   = "MS-OCER 8.3"
		users   = "MS-OCER, table of 4000 to 4999"
		filter  = "MS-OCER 8.16"
		errors  = "MS-SIPREGE 3.1.2.5.1"
		ucma    = "MS-OCER, diagnostics of UCMA"
		example = "MS-PRES, 409 example of setDelegate"
		logoff  = "MS-SIPREGE 4.1.3"
	)
	return []Diagnosis{
		{0, "", "the server failed internally", shown},
		{1, "", "the service is unavailable", shown},

		{1000, d, "the last step of the handshake failed", stack},
		{1001, d, "the sender may not talk to public IM providers", stack},
		{1002, d, "the sender may not talk to federated partners", stack},
		{1003, d, "the user does not exist", stack},
		{1004, d, "the set of routes is no longer valid", stack},
		{1005, d, "there is no route to the destination's domain", stack},
		{1006, d, "routing on a client's connection failed", stack},
		{1007, d, "there is no route for the time being", stack},
		{1008, d, "the SRV record cannot be found in DNS", stack},
		{1009, d, "SRV record and host are of different domains in DNS", stack},
		{1010, d, "the certificate of the next server is not trusted", stack},
		{1011, d, "the previous server gave no diagnostics", stack},
		{1012, d, "the sender may not talk to anybody outside the enterprise", stack},
		{1013, d, "the clocks differ too much for authentication", stack},
		{1014, d, "the A record cannot be found in DNS", stack},

		{2000, d, "the prompted subscriber does not exist", table},
		{2001, d, "the contact does not exist", table},
		{2002, d, "the group does not exist", table},
		{2003, d, "the publication is read-only and cannot be overwritten", table},
		{2004, d, "the subscriber is not authorized", table},
		{2005, d, "the user in the From URI was not found", table},
		{2006, d, "a container has too many members", table},
		{2007, d, "there are too many contacts", table},
		{2008, d, "there are too many groups", table},
		{2009, d, "the extension of a contact is too large", table},
		{2010, d, "a category is too large", table},
		{2011, public, "a subscriber has too many delivery contexts", table},
		{2012, d, "there are too many category subscriptions", table},
		{2013, public, "the extension msrtc-event-categories is required", table},
		{2014, public, "the subscription dialog does not exist", table},
		{2015, d, "the name of the group is taken", table},
		{2016, public, "a new subscription is required", table},
		{2057, d, "gruu-10 is required together with msrtc-event-categories", errors},
		{2141, d, "the version of the delegates is out of date", example},

		{4000, d, "user services failed, no more is known", users},
		{4001, d, "the XML cannot be parsed", users},
		{4002, d, "several users have the source's phone number", users},
		{4003, public, "the From URI is not enabled for remote access", users},
		{4004, public, "the credentials do not allow to act as the From URI", users},
		{4005, d, "the destination is not enabled for SIP, or does not exist", users},
		{4006, d, "the user is not in this pool", users},
		{4007, d, "the resource is not known in this deployment", users},
		{4008, d, "the input is too large", users},
		{4009, d, "several users have the destination's phone number", users},
		{4010, d, "there is neither an epid nor an instance id", users},
		{4011, d, "the epid is missing", users},
		{4012, d, "the epid is too long", users},
		{4013, d, "the Content-Type is not the expected one", users},
		{4055, d, "the Event of a REGISTER is not registration", errors},
		{4141, public, "the user was disabled", logoff},

		{17000, d, "the client version filter is overloaded", filter},
		{17001, d, "the client version filter finds the request invalid", filter},
		{17002, d, "the client's version is not allowed", filter},
		{17003, d, "the client's version is declined, with a link to another", filter},
		{17004, d, "the client's version is allowed, with a link to another", filter},

		{24083, client, "a message came outside of a dialog", ucma},
	}
}
