package pcapfile

import (
	"bytes"

	"prescap/capture"
)

// Bounds of the secrets that wait for the next packet of an input. Those beyond are passed
// over and counted.
const (
	maxSecrets     = 1 << 16
	maxSecretBytes = maxRecord
)

// pending is the secrets that wait for the next packet.
type pending struct {
	list  []capture.Secret
	bytes int
}

// add keeps a copy of a secret; it reports whether there was room.
func (w *pending) add(kind uint32, data []byte) bool {
	if len(w.list) == maxSecrets || w.bytes+len(data) > maxSecretBytes {
		return false
	}
	w.list, w.bytes = append(w.list, capture.Secret{Kind: kind, Data: bytes.Clone(data)}), w.bytes+len(data)
	return true
}

// take gives all that waits away.
func (w *pending) take() []capture.Secret {
	list := w.list
	if list != nil {
		*w = pending{}
	}
	return list
}

// secret reads a decryption secrets block (draft-ietf-opsawg-pcapng 4.7).
func (p *pcapng) secret(b []byte) {
	if len(b) < 8 {
		p.odd++
		return
	}
	size := p.order.Uint32(b[4:])
	if uint64(size) > uint64(len(b)-8) || !p.secrets.add(p.order.Uint32(b), b[8:8+size]) {
		p.odd++
	}
}

// Secrets keeps key material: as many of the newest as fit.
type Secrets struct {
	list  []capture.Secret
	bytes int
	most  int
}

// NewSecrets returns one that keeps so many bytes of secrets, and no more than 65,536 of them.
func NewSecrets(most int) Secrets { return Secrets{most: most} }

// Add keeps a secret, and lets go of the oldest for which there is no room.
func (k *Secrets) Add(s capture.Secret) {
	k.list, k.bytes = append(k.list, s), k.bytes+len(s.Data)
	k.limit(k.most)
}

// Take gives all of them away, the oldest first; nil when there are none.
func (k *Secrets) Take() []capture.Secret {
	list := k.list
	k.list, k.bytes = nil, 0
	return list
}

// limit lets go of the oldest until no more than so many bytes are left, now and later.
func (k *Secrets) limit(most int) {
	k.most = most
	for len(k.list) > 0 && (k.bytes > most || len(k.list) > maxSecrets) {
		k.bytes -= len(k.list[0].Data)
		k.list[0] = capture.Secret{}
		k.list = k.list[1:]
	}
}
