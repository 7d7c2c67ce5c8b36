package category

import "prescap/decode/schema"

// Alerts is a document of the category alerts: what a user wants to be told of.
type Alerts struct {
	schema.Base
	DoNotDisturb     string // displayAllAlerts, which is the default, displayAlertsFromHighPresence, noAlerts, or another word.
	AddedToContacts  Flag   // Yes by default.
	ShowsMessageText Flag   // Yes by default.
}

// alerts describes the documents of alerts (category schemas 3.1). Pages have the children
// in different orders.
func alerts() schema.Schema {
	return schema.Schema{
		Name: "alerts", Roots: []string{"alerts"}, Space: prefix + "options/alerts", Also: []string{prefix + "alerts", "http://schemas.microsoft.com/2006/sip/alerts"},
		Version: true, Flags: schema.Open | schema.Blank,
		Doc: "what a user wants to be told of", Source: "alerts-category-instance-value-element", New: func() any { return &Alerts{} },
		Rows: []schema.Row{
			{Path: "alertsWhenDoNotDisturb", Type: schema.Enum("alertsWhenDoNotDisturbEnumEx", false, "displayAllAlerts", "displayAlertsFromHighPresence", "noAlerts"),
				Keep: schema.At(func(a *Alerts) any { return &a.DoNotDisturb }), Doc: "which alerts pass while the user does not want to be disturbed; displayAllAlerts when absent", Source: "alerts-alertswhendonotdisturb-element"},
			{Path: "notifyAdditionToContactList", Type: schema.Boolean(), Keep: schema.At(func(a *Alerts) any { return &a.AddedToContacts }),
				Doc: "tell when somebody adds the user to a contact list; true when absent", Source: "alerts-notifyadditiontocontactlist-element"},
			{Path: "showMessageTextForIncomingConversation", Type: schema.Boolean(), Keep: schema.At(func(a *Alerts) any { return &a.ShowsMessageText }),
				Doc: "show subject and text of what comes in; true when absent", Source: "alerts-showmessagetextforincomingconversation-element"},
		},
	}
}
