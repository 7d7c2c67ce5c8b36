package decode

import (
	"slices"

	"prescap/decode/body"
	"prescap/decode/document"
)

// Body is a media type that has a decoder.
type Body struct {
	MediaType string // In lower case.
	Doc       string // What it says, one line.
	read      func(*body.Reader)
}

// Bodies lists the media types that have a decoder. A body of any other type, but
// for multipart ones, is given as undecoded.
func Bodies() []Body {
	all := []Body{
		{body.TypePublish, "a publication request", body.Publish},
		{body.TypeRoaming, "one's own data, or the request for them", body.Roaming},
		{body.TypeCategories, "a notification about one presentity", body.Categories},
		{body.TypeRLMI, "the state of subscriptions within a batch", body.RLMI},
		{body.TypeBatch, "a batch subscription", body.Batch},
		{body.TypeAdhoc, "a batch subscription of LCS", body.Adhoc},
		{body.TypeContainers, "a change of container membership", body.Containers},
		{body.TypeSubscribers, "an acknowledgement of who asked for presence", body.Subscribers},
		{body.TypeDelegates, "a change of delegates", body.Delegates},
		{body.TypeFault, "a server's refusal in detail", body.Fault},
		{body.TypeRegistrationEvent, "the end of a registration by the server", body.RegistrationEvent},
	}
	for _, d := range document.Documents() {
		if i := slices.IndexFunc(all, func(b Body) bool { return b.MediaType == d.MediaType }); i >= 0 {
			all[i].Doc += ", or " + d.Doc
		} else {
			all = append(all, Body{d.MediaType, d.Doc, body.Document})
		}
	}
	return all
}
