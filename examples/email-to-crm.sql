-- The tables that email-to-crm.json writes to (PostgreSQL 12 or newer). Amounts are in dong.

CREATE TABLE IF NOT EXISTS credit_reports (
	report_key text PRIMARY KEY,
	message_id text,
	received_from text,
	document_name text,
	document_sha256 text,
	cic_code text,
	id_card text,
	report_time timestamptz,
	credit_score integer,
	loan_total numeric,
	loan_bad_total numeric,
	worst_debt_group integer,
	has_bad_debt_5y boolean,
	max_days_late integer,
	record jsonb NOT NULL,
	saved_at timestamptz NOT NULL DEFAULT now()
);

-- One line per table row of a report; a report without any row has one line without a table name.
CREATE TABLE IF NOT EXISTS credit_report_rows (
	row_key text PRIMARY KEY,
	report_key text NOT NULL,
	message_id text,
	table_name text,
	row_number integer,
	needs_review boolean NOT NULL,
	review_notes text,
	data jsonb NOT NULL,
	saved_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS credit_report_rows_report ON credit_report_rows (report_key);

-- Reports that a person has to look at before they count.
CREATE TABLE IF NOT EXISTS credit_report_reviews (
	report_key text PRIMARY KEY,
	message_id text,
	document_name text,
	review_notes text,
	record jsonb NOT NULL,
	saved_at timestamptz NOT NULL DEFAULT now()
);

-- Documents that could not be read, and mails without a report. (Not "error": n8n takes an item with
-- a field of that name for a failure, and tries the node again.)
CREATE TABLE IF NOT EXISTS credit_report_errors (
	message_id text NOT NULL,
	problem text NOT NULL,
	what_to_do text,
	subject text,
	saved_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (message_id, problem)
);
