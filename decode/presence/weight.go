package presence

import (
	"prescap/decode/category"
	"prescap/decode/document"
)

// Weight estimates how many bytes are kept where a message of so many bytes is kept with
// what it says: bodies that were compressed take more than the message, and documents
// with very many elements too.
func Weight(length int, events []Event) int {
	w := 1024 + 2*length
	for _, e := range events {
		w += 256
		switch e := e.(type) {
		case *Publish:
			w += weightOf(e.Instances)
		case *Notify:
			w += weightOf(e.Instances)
		case *SelfData:
			w += weightOf(e.Instances)
			for i := range e.Containers {
				w += 64 * (1 + len(e.Containers[i].Members))
			}
			w += 128 * (len(e.Subscribers) + len(e.Delegates))
		case *ContainerEdit:
			for i := range e.Containers {
				w += 64 * (1 + len(e.Containers[i].Members))
			}
		case *SubscriberEdit:
			w += 128 * len(e.Subscribers)
		case *DelegateEdit:
			w += 128 * len(e.Delegates)
		case *Fault:
			w += 64 * len(e.Operations)
		case *BatchSubscribe:
			for i := range e.Actions {
				w += 128 * (1 + len(e.Actions[i].Resources) + len(e.Actions[i].Categories))
			}
		case *Register:
			w += 64*(len(e.Supported)+len(e.AllowEvents)+len(e.Redirect)) + 256*len(e.Others)
		case *Authentication:
			w += 256 * len(e.Schemes)
		case *Document:
			w += document.Weight(e.Value)
		case *ResourceList:
			w += 64*len(e.Names) + weightOfResources(e.Resources)
		}
	}
	return w
}

func weightOf(all []CategoryInstance) int {
	w := 0
	for i := range all {
		w += 400
		switch v := all[i].Value.(type) {
		case category.Opaque:
			w += v.Length
		case *category.Note:
			for _, b := range v.Bodies {
				w += 64 + len(b.Text)
			}
		}
	}
	return w
}

// weightOfResources counts the names of a resource once for all its instances.
func weightOfResources(all []Resource) int {
	w := 0
	var last *Label
	for i := range all {
		w += 256
		if names := all[i].Names; len(names) > 0 && &names[0] != last {
			w += 64 * len(names)
			last = &names[0]
		}
	}
	return w
}
