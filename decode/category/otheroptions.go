package category

import "prescap/decode/schema"

// OtherOptions is a document of the category otherOptions: settings of a client. Instance
// 0 has the permissions, 1 the times, 2 the privacy.
type OtherOptions struct {
	schema.Base
	Permissions            Permissions
	VoiceMailSeen          string // When: digits, or a time.
	MissedConversationSeen string
	ActivityHistory        Flag   // Yes by default.
	PrivacySelection       string // noSelection, private, standard, or another word.
	PrivacyMode            string // migratingToPrivacy, migratingToStandard, private, standard, or another word.
	PrivacyAsked           Flag
	PublishLocation        Flag
	ContactSync            string // Documented as a boolean; 2 on the wire.
}

// Permissions is what a client may publish and keep. Some pages have in it what others
// have beside it.
type Permissions struct {
	InformationManager     string // none, outlook, wab, or another word.
	RetrieveOOF            Flag   // From Outlook.
	PublishCalendar        Flag   // Yes by default, as all that follow.
	ArchiveIM              Flag
	ArchiveCallLog         Flag
	PublishMeetings        Flag // Subject and place.
	VoiceMailSeen          string
	MissedConversationSeen string
	ActivityHistory        Flag
}

// otherOptions describes the documents of otherOptions (category schemas 3.10). The order
// of its children has no source.
func otherOptions() schema.Schema {
	const source = "otheroptions-"
	permission := func(name, doc string, f func(*Permissions) any) schema.Row {
		return schema.Row{Path: "permissions/" + name, Type: schema.Boolean(), Keep: schema.At(f), Doc: doc, Source: source + "permissions-" + lower(name) + "-element"}
	}
	option := func(name, doc string, t schema.Type, f func(*OtherOptions) any) schema.Row {
		return schema.Row{Path: name, Type: t, Keep: schema.At(f), Doc: doc, Source: source + lower(name) + "-element"}
	}
	oof := permission("autoRetrieveOofFromOutlook", "take the automatic reply of Outlook for a note", func(p *Permissions) any { return &p.RetrieveOOF })
	oof.Spelt = []string{"autoRetrievOofFromOutlook"}
	return schema.Schema{
		Name: "otherOptions", Roots: []string{"otherOptions"}, Space: prefix + "options/otherOptions", Version: true, Flags: schema.Open | schema.Blank,
		Doc: "settings of a client: permissions, times, privacy", Source: "otheroptions-category-instance-value-element", New: func() any { return &OtherOptions{} },
		Rows: []schema.Row{
			{Path: "permissions", Flags: schema.Open, Keep: schema.In(func(o *OtherOptions) *Permissions { return &o.Permissions }),
				Doc: "what may be published and kept", Source: source + "permissions-element"},
			{Path: "permissions/personalInformationManager", Type: schema.Enum("personalInformationManagerEnumEx", false, "none", "outlook", "wab"),
				Keep: schema.At(func(p *Permissions) any { return &p.InformationManager }), Doc: "the program that has calendar and contacts", Source: source + "permissions-personalinformationmanager-element"},
			oof,
			permission("publishCalendarPresence", "publish what the calendar says; true when absent", func(p *Permissions) any { return &p.PublishCalendar }),
			permission("imAutoArchiving", "keep instant messages; true when absent", func(p *Permissions) any { return &p.ArchiveIM }),
			permission("callLogAutoArchiving", "keep a log of calls; true when absent", func(p *Permissions) any { return &p.ArchiveCallLog }),
			permission("publishMeetingSubjectAndLocation", "publish subject and place of meetings; true when absent", func(p *Permissions) any { return &p.PublishMeetings }),
			permission("publishActivityHistory", "in some pages here, on the wire beside it", func(p *Permissions) any { return &p.ActivityHistory }),
			{Path: "permissions/voiceMailLastAccessTimestamp", Type: schema.String(), Keep: schema.At(func(p *Permissions) any { return &p.VoiceMailSeen }),
				Doc: "in some pages here, in others beside it", Source: source + "voicemaillastaccesstimestamp-element"},
			{Path: "permissions/missedConversationLastAccessTimestamp", Type: schema.String(), Keep: schema.At(func(p *Permissions) any { return &p.MissedConversationSeen }),
				Doc: "in some pages here, in others beside it", Source: source + "missedconversationlastaccesstimestamp-element"},
			option("publishActivityHistory", "publish what the user did before; true when absent", schema.Boolean(), func(o *OtherOptions) any { return &o.ActivityHistory }),
			option("voiceMailLastAccessTimestamp", "when voice mail was looked at last: digits, or a time", schema.String(), func(o *OtherOptions) any { return &o.VoiceMailSeen }),
			option("missedConversationLastAccessTimestamp", "when missed conversations were looked at last", schema.String(), func(o *OtherOptions) any { return &o.MissedConversationSeen }),
			option("privacyModeUserSelection", "what the user chose; since Lync 2010", schema.Enum("privacyModeUserSelectionEnumEx", false, "noSelection", "private", "standard"), func(o *OtherOptions) any { return &o.PrivacySelection }),
			option("currentPrivacyMode", "the privacy mode; since Lync 2010", schema.Enum("privacyModeEnumEx", false, "migratingToPrivacy", "migratingToStandard", "private", "standard"), func(o *OtherOptions) any { return &o.PrivacyMode }),
			option("lastQueryPrivacyEnabled", "what was found when it was asked last; since Lync 2010", schema.Boolean(), func(o *OtherOptions) any { return &o.PrivacyAsked }),
			option("publishEndpointLocation", "publish where the user is; since Lync 2010", schema.Boolean(), func(o *OtherOptions) any { return &o.PublishLocation }),
			option("EnableContactSyncUserOption", "copy contacts to Exchange; documented as a boolean, 2 on the wire; since Lync 2010", schema.Token(), func(o *OtherOptions) any { return &o.ContactSync }),
		},
	}
}
