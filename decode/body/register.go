package body

import (
	"crypto/sha1"
	"encoding/hex"
	"strings"
	"time"

	"prescap/decode/defect"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// Headers of Microsoft's registration (MS-SIPREGE 2.2.1).
const (
	headerPresenceState = "presence-state"
	paramInstance       = "+sip.instance"
	methodRegister      = "REGISTER"
)

// Register reads a REGISTER request, or its success; ok is false when the message
// is neither.
func (r *Reader) Register(m *sip.Message, defects []defect.Defect) (*presence.Register, []defect.Defect, bool) {
	if m.Method != methodRegister || !m.IsRequest() && (m.Status < 200 || m.Status > 299) {
		return nil, defects, false
	}
	e := &presence.Register{Expires: -1}
	if to, _ := m.Header.To(); to.URI != "" {
		e.User = r.memo.AoR(to.URI)
	}
	if from, ok := m.Header.From(); ok {
		epid, _ := from.Params.Get("epid")
		e.EPID = r.words.Of(epid)
	}
	if f, ok := m.Header.First(sip.HeaderExpires); ok {
		if d, ok := m.Header.Expires(); ok {
			e.Expires = d
		} else {
			defects = append(defects, defect.Defect{Kind: DefectRegister, Offset: f.Offset, Path: sip.HeaderExpires,
				Text: "expected a number of seconds, found " + quote(f.Value)})
		}
	}
	if !m.IsRequest() {
		state, _ := sip.ParseParams(m.Header.Get(headerPresenceState), ';').Get("register-action")
		e.State = r.words.Of(state)
	}
	contacts := m.Header.Contacts()
	e.Contacts = len(contacts)
	if c := own(contacts, e.EPID, m); c != nil {
		instance, _ := c.Params.Get(paramInstance)
		gruu, _ := c.Params.Get("gruu")
		e.Instance, e.GRUU = r.words.Of(strings.Trim(instance, "<> ")), r.words.Of(gruu)
		if s, ok := c.Params.Get("expires"); ok {
			if n, ok := parseSeconds(s); ok {
				e.Expires = n
			} else {
				f, _ := m.Header.First(sip.HeaderContact)
				defects = append(defects, defect.Defect{Kind: DefectRegister, Offset: f.Offset, Path: sip.HeaderContact + ";expires",
					Text: "expected a number of seconds, found " + quote(s)})
			}
		}
	}
	return e, defects, true
}

// own returns the contact of who registers: the only one; or of several that of
// the instance that follows from the epid, or that of the address that the request
// came from. It is nil when none can be told.
func own(contacts []sip.Address, epid string, m *sip.Message) *sip.Address {
	if len(contacts) == 1 {
		return &contacts[0]
	}
	if epid != "" {
		want := instanceOf(epid)
		for i := range contacts {
			if instance, _ := contacts[i].Params.Get(paramInstance); strings.EqualFold(strings.Trim(instance, "<> "), want) {
				return &contacts[i]
			}
		}
	}
	via := ""
	for f := range m.Header.All(sip.HeaderVia) {
		via = f.Value // The last was put there by who sent the request.
	}
	if v, ok := sip.ParseVia(via); ok {
		for i := range contacts {
			if u, ok := sip.ParseURI(contacts[i].URI); ok && strings.EqualFold(u.Host, v.Host) && u.Port == v.Port {
				return &contacts[i]
			}
		}
	}
	return nil
}

// instanceOf returns the instance id that follows from an epid: a UUID of version
// 5 (wire reference 5.2). The letter case of the epid matters.
func instanceOf(epid string) string {
	// fcacfb03-8a73-46ef-91b1-e5ebeeaba4fe, as Windows lays it out.
	space := [16]byte{0x03, 0xfb, 0xac, 0xfc, 0x73, 0x8a, 0xef, 0x46, 0x91, 0xb1, 0xe5, 0xeb, 0xee, 0xab, 0xa4, 0xfe}
	sum := sha1.Sum(append(space[:], epid...))
	u := sum[:16]
	u[0], u[1], u[2], u[3] = u[3], u[2], u[1], u[0]
	u[4], u[5] = u[5], u[4]
	u[6], u[7] = u[7], u[6]
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	h := hex.EncodeToString(u)
	return "urn:uuid:" + h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// parseSeconds reads a number of seconds.
func parseSeconds(s string) (time.Duration, bool) {
	h := sip.Header{{Name: sip.HeaderExpires, Value: strings.TrimSpace(s)}}
	return h.Expires()
}
