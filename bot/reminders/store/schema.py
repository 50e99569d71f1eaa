"""The tables of the ledger: what is to be sent, what was sent, answered and reported.

Uniqueness is the database's: no fault of the code sends a message twice.
"""

# Partial indexes are used only where a query repeats their condition word for word, and these were
# released: another condition is another step.
IS_WAITING = "status IN ('planned', 'delayed')"
IS_UNDELIVERED = (
    "status IN ('uncertain', 'refused', 'expired', 'unreached', 'missed') AND dismissed_at IS NULL"
)

_COUNT_NEW = """
        INSERT INTO delivery_counts VALUES (new.status, 1, new.sent_at)
        ON CONFLICT DO UPDATE SET number = number + 1,
            last_sent_at = nullif(
                max(coalesce(last_sent_at, ''), coalesce(excluded.last_sent_at, '')), ''
            );
    """
_OF_DELIVERY = "new.status NOT IN ('planned', 'delayed', 'withdrawn')", "new.occurrence"
_OF_ANSWER = "TRUE", "(SELECT occurrence FROM deliveries WHERE id = new.delivery)"
_COUNT_FOR_CAMPAIGN = "".join(
    f"""
            CREATE TRIGGER campaign_{name} AFTER {event}
            BEGIN
                INSERT INTO campaigns (reminder, deadline, is_begun)
                SELECT reminder, deadline, {is_begun}
                FROM occurrences WHERE id = {occurrence} AND deadline IS NOT NULL
                ON CONFLICT DO UPDATE SET
                    is_begun = is_begun OR excluded.is_begun, version = version + 1;
            END;
    """
    for name, event, (is_begun, occurrence) in (
        ("of_new_delivery", "INSERT ON deliveries WHEN new.status <> 'planned'", _OF_DELIVERY),
        (
            "of_changed_delivery",
            "UPDATE OF status ON deliveries WHEN new.status <> 'sending'",
            _OF_DELIVERY,
        ),
        ("of_answer", "INSERT ON answers", _OF_ANSWER),
        ("of_changed_answer", "UPDATE ON answers", _OF_ANSWER),
    )
)
# What may still be sent, answered or shown on a board follows its group to its new id. Its messages
# stay in the old chat: their ids mean others here.
_STILL_OPEN = (
    """
        occurrence > coalesce(
            (
                SELECT id FROM occurrences
                WHERE due_at < (SELECT date(at, '-14 days') FROM last_planning)
                ORDER BY due_at DESC LIMIT 1
            ),
            0
        )
        """,
    """
        occurrence IN (
            SELECT occurrences.id FROM campaigns CROSS JOIN occurrences
                ON occurrences.reminder = campaigns.reminder
                AND occurrences.deadline = campaigns.deadline
            WHERE is_begun
                AND campaigns.deadline >= (SELECT date(at, '-14 days') FROM last_planning)
        )
        """,
    IS_UNDELIVERED,
)
_FOLLOW_GROUP = "".join(
    f"""
            CREATE TRIGGER deliveries_follow_their_group_{number} AFTER UPDATE OF chat_id ON groups
            BEGIN
                UPDATE OR IGNORE deliveries SET chat_id = new.chat_id, message_id = NULL
                WHERE +chat_id = old.chat_id AND {still_open};
            END;
    """
    for number, still_open in enumerate(_STILL_OPEN, start=8)  # as 1.0.0 counted them
)

MIGRATIONS = {
    ("ledger", "001 ledger"): f"""
        -- An occurrence is planned once, whoever it reaches: it is known by its time before any
        -- shift.
        CREATE TABLE occurrences (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            reminder INTEGER NOT NULL REFERENCES reminders (id),
            original_due_at TEXT NOT NULL,
            due_at TEXT NOT NULL,
            deadline TEXT,
            is_missed INTEGER NOT NULL DEFAULT 0,
            recorded_at TEXT NOT NULL,
            UNIQUE (reminder, original_due_at)
        ) STRICT;
        CREATE INDEX occurrences_of_campaign ON occurrences (reminder, deadline)
        WHERE deadline IS NOT NULL;
        CREATE INDEX missed_occurrences ON occurrences (due_at) WHERE is_missed;
        CREATE INDEX occurrences_by_time ON occurrences (due_at);
        CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            occurrence INTEGER NOT NULL REFERENCES occurrences (id),
            kind TEXT NOT NULL,
            nth INTEGER NOT NULL DEFAULT 0,
            root INTEGER REFERENCES deliveries (id),
            chat_id INTEGER NOT NULL,
            topic_id INTEGER,
            departments TEXT NOT NULL DEFAULT '[]',
            sent_for TEXT NOT NULL DEFAULT '[]',
            due_at TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'planned',
            retry_at TEXT,
            error TEXT NOT NULL DEFAULT '',
            message_id INTEGER,
            sent_at TEXT,
            follow_up_at TEXT,
            pledges TEXT NOT NULL DEFAULT '[]',
            dismissed_at TEXT
        ) STRICT;
        CREATE UNIQUE INDEX each_delivery_once
        ON deliveries (occurrence, chat_id, coalesce(topic_id, 0), kind, nth, coalesce(root, 0));
        CREATE INDEX waiting_deliveries ON deliveries (due_at, id) WHERE {IS_WAITING};
        CREATE INDEX deliveries_to_follow_up ON deliveries (follow_up_at)
        WHERE follow_up_at IS NOT NULL;
        CREATE INDEX deliveries_in_flight ON deliveries (id) WHERE status = 'sending';
        CREATE INDEX undelivered ON deliveries (due_at, id) WHERE {IS_UNDELIVERED};
        CREATE INDEX deliveries_by_root ON deliveries (root) WHERE root IS NOT NULL;
        CREATE INDEX deliveries_by_message ON deliveries (chat_id, message_id);
        -- `pledge` is '' for an answer about the whole message. What was taken back stays as a
        -- record.
        CREATE TABLE answers (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            delivery INTEGER NOT NULL REFERENCES deliveries (id),
            pledge TEXT NOT NULL,
            response TEXT NOT NULL,
            by INTEGER NOT NULL,
            name TEXT NOT NULL,
            at TEXT NOT NULL,
            remark TEXT NOT NULL DEFAULT '',
            remark_name TEXT NOT NULL DEFAULT '',
            is_override INTEGER NOT NULL DEFAULT 0,
            undone_at TEXT,
            undone_by INTEGER
        ) STRICT;
        CREATE INDEX answers_by_delivery ON answers (delivery);
        CREATE UNIQUE INDEX each_answer_once ON answers (delivery, pledge, response)
        WHERE undone_at IS NULL;
        CREATE TABLE last_planning (id INTEGER PRIMARY KEY CHECK (id = 1), at TEXT NOT NULL) STRICT;
        CREATE TRIGGER undelivered_of_deleted_reminder AFTER UPDATE OF deleted_at ON reminders
        WHEN new.deleted_at IS NOT NULL
        BEGIN
            UPDATE deliveries SET dismissed_at = new.deleted_at
            WHERE {IS_UNDELIVERED}
                AND (SELECT reminder FROM occurrences WHERE id = occurrence) = new.id;
        END;
    """,
    ("ledger", "002 counts"): f"""
        -- How many deliveries stand where, those included that were condensed since.
        CREATE TABLE delivery_counts (
            status TEXT PRIMARY KEY,
            number INTEGER NOT NULL,
            last_sent_at TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER count_new_delivery AFTER INSERT ON deliveries BEGIN {_COUNT_NEW} END;
        CREATE TRIGGER count_changed_delivery AFTER UPDATE OF status ON deliveries
        BEGIN
            UPDATE delivery_counts SET number = number - 1 WHERE status = old.status;
            {_COUNT_NEW}
        END;
        -- What is left of deliveries after BOT_KEEP_YEARS: no chat, no name. `outcome` is the last
        -- answer, or the status of what nobody answered.
        CREATE TABLE past_deliveries (
            month TEXT NOT NULL,
            reminder INTEGER NOT NULL REFERENCES reminders (id),
            outcome TEXT NOT NULL,
            number INTEGER NOT NULL,
            PRIMARY KEY (month, reminder, outcome)
        ) STRICT, WITHOUT ROWID;
    """,
    ("ledger", "003 reports"): """
        -- Reports to the coordinators. Those about one thing that went wrong are an incident, and
        -- share a message for each coordinator: a new one is added there by an edit.
        CREATE TABLE incidents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            closed_at TEXT
        ) STRICT;
        CREATE INDEX incidents_by_time ON incidents (updated_at);
        CREATE UNIQUE INDEX open_incidents ON incidents (kind, subject) WHERE closed_at IS NULL;
        CREATE TABLE incident_messages (
            incident INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
            user_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            PRIMARY KEY (incident, user_id)
        ) STRICT, WITHOUT ROWID;
        -- `sent_at` is empty while the messages do not show the report as it stands now.
        CREATE TABLE reports (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            incident INTEGER NOT NULL REFERENCES incidents (id),
            kind TEXT NOT NULL,
            delivery INTEGER NOT NULL REFERENCES deliveries (id),
            detail TEXT NOT NULL,
            created_at TEXT NOT NULL,
            sent_at TEXT,
            UNIQUE (delivery, kind, detail)
        ) STRICT;
        CREATE INDEX unsent_reports ON reports (incident) WHERE sent_at IS NULL;
        CREATE INDEX reports_of_incident ON reports (incident, id);
        CREATE INDEX reports_of_delivery ON reports (delivery);
    """,
    ("ledger", "004 campaigns"): f"""
        -- All occurrences of a reminder that lead up to one deadline; `is_begun` once something was
        -- sent or failed. `version` grows whenever its board may look different.
        CREATE TABLE campaigns (
            reminder INTEGER NOT NULL REFERENCES reminders (id),
            deadline TEXT NOT NULL,
            is_begun INTEGER NOT NULL,
            version INTEGER NOT NULL DEFAULT 1,
            PRIMARY KEY (reminder, deadline)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX campaigns_begun ON campaigns (deadline, reminder) WHERE is_begun;
        {_COUNT_FOR_CAMPAIGN}
        {_FOLLOW_GROUP}
    """,
    ("ledger", "005 terms"): "ALTER TABLE deliveries ADD COLUMN term TEXT NOT NULL DEFAULT '';",
    # What was asked of whom at the deadline, so that what changes later changes no past board.
    ("ledger", "006 closed campaigns"): "ALTER TABLE campaigns ADD COLUMN asked TEXT;",
    # Which message said an answer, so that it is replaced when that message is edited.
    ("ledger", "007 edited replies"): "ALTER TABLE answers ADD COLUMN said_in INTEGER;",
    ("ledger", "008 leave"): "ALTER TABLE reports ADD COLUMN until TEXT;",
}
