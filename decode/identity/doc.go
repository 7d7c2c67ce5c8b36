// Package identity tells which endpoint a name is of. One endpoint has four names
// on the wire, each in another place, and all stand for one UUID (wire reference
// 5.2; enhanced presence 4.3):
//
//	epid         5f1c2a9b07, of From and To
//	instance id  urn:uuid:83d75d40-6c34-5606-97e2-8d20dc26ec35, of REGISTER
//	GRUU         sip:alice@contoso.com;opaque=user:epid:QF3XgzRsBlaX4o0g3CbsNQAA;gruu, of Contact
//	endpointId   83D75D40-6C34-5606-97E2-8D20DC26EC35, of documents
//
// An [Endpoint] is made of any of them, and gives all that follow from it: all but
// the epid, which is hashed.
package identity
