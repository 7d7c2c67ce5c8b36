package presence

import (
	"fmt"
	"time"

	"prescap/decode/category"
	"prescap/decode/defect"
)

// Name is the name of a category, such as "state". The set is open: servers
// register their own.
type Name string

// ContainerID is a container, an audience bucket, 0 to 32767 (MS-PRES).
type ContainerID int32

// NoContainer stands where a document names no container, as notifications to
// watchers should not; one that does all the same has it in the key.
const NoContainer ContainerID = -1

// InstanceKey identifies one category instance of a presentity.
type InstanceKey struct {
	Category  Name
	Container ContainerID
	Instance  uint32
}

// ExpireType says what ends the life of a publication (MS-PRES).
type ExpireType string

// The expire types. A document may carry another word; it is kept as it is.
const (
	Static   ExpireType = "static"   // Never ends by itself.
	Endpoint ExpireType = "endpoint" // With the publishing endpoint.
	User     ExpireType = "user"     // With the user's last endpoint.
	Timed    ExpireType = "time"     // After Expires.
)

// Fields says which optional attributes a category instance had.
type Fields uint16

// The optional attributes.
const (
	HasInstance Fields = 1 << iota
	HasContainer
	HasVersion
	HasExpireType
	HasExpires
	HasPublishTime
	HasEndpointID
	HasValue
)

// Has reports whether all of the given fields were there.
func (f Fields) Has(fields Fields) bool { return f&fields == fields }

// CategoryInstance is one publication as a document states it: in a publish
// request, in self data, or in a notification.
type CategoryInstance struct {
	Key         InstanceKey
	Has         Fields
	Version     uint32
	Expire      ExpireType
	Expires     time.Duration // Published 0 deletes, whatever the expire type.
	PublishTime time.Time     // The server's clock, never the capture's.
	EndpointID  string
	Value       category.Value // Nil when the element was empty.

	Element string          // publication or category.
	Index   int             // Position among the elements of its document, from 1.
	Offset  int             // Of its element, in bytes from the message's start line; of the whole body where that is compressed.
	Length  int             // Of its element, in bytes; of the whole body where that is compressed.
	Defects []defect.Defect // Those of the message that lie within it.
	Cut     bool            // Its document ends within it: what it says is incomplete.
}

// Deletes reports whether a publication deletes its instance (MS-PRES; wire
// reference 7.1): an expiry of 0, whatever the expire type.
func (c *CategoryInstance) Deletes() bool { return c.Has.Has(HasExpires) && c.Expires == 0 }

// Where returns the element's place in its document: "publication[3]".
func (c *CategoryInstance) Where() string { return fmt.Sprintf("%s[%d]", c.Element, c.Index) }

// String returns the key as people write it: "state/2/536870912", without the
// container where there is none.
func (k InstanceKey) String() string {
	if k.Container == NoContainer {
		return fmt.Sprintf("%s/%d", k.Category, k.Instance)
	}
	return fmt.Sprintf("%s/%d/%d", k.Category, k.Container, k.Instance)
}
