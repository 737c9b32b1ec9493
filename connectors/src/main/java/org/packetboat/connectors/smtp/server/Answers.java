package org.packetboat.connectors.smtp.server;

/** What the server says, apart from what the intake tells it to say. Codes: RFC 5321 4.2, 3463, 4954, 3207, 1870. */
final class Answers {
    static final Answer OK = Answer.of(250, "2.0.0", "Ok");
    static final Answer SENDER_OK = Answer.of(250, "2.1.0", "Ok");
    static final Answer RECIPIENT_OK = Answer.of(250, "2.1.5", "Ok");
    static final Answer GO_AHEAD = Answer.of(354, "", "End data with <CR><LF>.<CR><LF>");
    static final Answer BYE = Answer.of(221, "2.0.0", "Bye");
    static final Answer START_TLS = Answer.of(220, "2.0.0", "Ready to start TLS");
    static final Answer CANNOT_VERIFY = Answer.of(252, "2.1.5", "Not verified; send the mail and see");
    static final Answer HELP = Answer.of(214, "2.0.0",
            "EHLO HELO MAIL RCPT DATA BDAT RSET NOOP VRFY STARTTLS AUTH QUIT; see RFC 5321");

    static final Answer UNKNOWN_COMMAND = Answer.of(500, "5.5.2", "Command not recognised");
    static final Answer LINE_TOO_LONG = Answer.of(500, "5.5.2", "Line too long");
    static final Answer BAD_LINE_END = Answer.of(500, "5.5.2", "Lines end with CR LF, and have neither elsewhere");
    static final Answer CONTROL_CHARACTER = Answer.of(500, "5.5.2", "Control character in command");
    static final Answer NOT_UTF8 = Answer.of(500, "5.5.2", "Command is not UTF-8");
    static final Answer SYNTAX = Answer.of(501, "5.5.4", "Syntax error in argument");
    static final Answer NO_ARGUMENT = Answer.of(501, "5.5.4", "No argument expected");
    static final Answer NAME_EXPECTED = Answer.of(501, "5.5.4", "Expected your host name");
    static final Answer NOT_DONE_HERE = Answer.of(502, "5.5.1", "Command not implemented");
    static final Answer GREET_FIRST = Answer.of(503, "5.5.1", "EHLO or HELO first");
    static final Answer MAIL_FIRST = Answer.of(503, "5.5.1", "MAIL first");
    static final Answer MAIL_TWICE = Answer.of(503, "5.5.1", "A message is open already; RSET first");
    static final Answer CHUNKS_STARTED = Answer.of(503, "5.5.1", "This message comes by BDAT");
    static final Answer UNKNOWN_PARAMETER = Answer.of(555, "5.5.4", "Parameter or its value not supported");
    static final Answer TOO_SOON = Answer.of(555, "5.5.4", "Cannot promise to deliver so soon; see DELIVERBY");
    static final Answer NO_RECIPIENTS = Answer.of(554, "5.5.1", "No valid recipients");
    static final Answer DATA_UNASKED = Answer.of(554, "5.5.0", "Nothing may follow before the answer to DATA");

    static final Answer BAD_SENDER = Answer.of(501, "5.1.7", "Expected FROM:<address>");
    static final Answer BAD_RECIPIENT = Answer.of(501, "5.1.3", "Expected TO:<address>");
    static final Answer NEEDS_SMTPUTF8 = Answer.of(553, "5.6.7", "This address needs SMTPUTF8");
    static final Answer RELAY_DENIED = Answer.of(554, "5.7.1", "Relay access denied");
    static final Answer TOO_MANY_RECIPIENTS = Answer.of(452, "4.5.3", "Too many recipients");

    static final Answer TOO_BIG = Answer.of(552, "5.3.4", "Message is larger than the limit");
    static final Answer TEXT_LINE_TOO_LONG = Answer.of(554, "5.6.0", "Message has a line longer than the limit");
    static final Answer BARE_CR = Answer.of(554, "5.6.0", "Message has a CR without LF");
    static final Answer BARE_LF = Answer.of(554, "5.6.0", "Message has an LF without CR");
    static final Answer NUL = Answer.of(554, "5.6.0", "Message has a NUL byte");
    static final Answer LOOP = Answer.of(554, "5.4.6", "Too many hops; this mail is going in circles");
    static final Answer CARRIED_BEFORE = Answer.of(451, "4.4.6", "This mail has been carried by this server before");
    static final Answer STORE_TROUBLE = Answer.of(452, "4.3.1", "Storage is in trouble; try again later");

    static final Answer TLS_NOT_OFFERED = Answer.of(502, "5.5.1", "STARTTLS is not offered");
    static final Answer TLS_ALREADY = Answer.of(503, "5.5.1", "TLS is on already");
    static final Answer TLS_INJECTION = Answer.of(554, "5.5.0", "Nothing may follow before the answer to STARTTLS");
    static final Answer AUTH_NOT_OFFERED = Answer.of(502, "5.5.1", "AUTH is not offered");
    static final Answer AUTH_NEEDS_TLS = Answer.of(538, "5.7.11", "STARTTLS first");
    static final Answer AUTH_TWICE = Answer.of(503, "5.5.1", "You are logged in already");
    static final Answer AUTH_IN_MAIL = Answer.of(503, "5.5.1", "Not while a message is open");
    static final Answer AUTH_MECHANISM = Answer.of(504, "5.5.4", "Expected PLAIN or LOGIN");
    static final Answer AUTH_MALFORMED = Answer.of(501, "5.5.2", "Malformed credentials");
    static final Answer AUTH_CANCELLED = Answer.of(501, "5.7.0", "Cancelled");
    static final Answer AUTH_OK = Answer.of(235, "2.7.0", "Logged in");
    static final Answer AUTH_WRONG = Answer.of(535, "5.7.8", "Name or password is wrong");
    static final Answer AUTH_BUSY = Answer.of(454, "4.7.0", "Cannot check passwords now; try again later");
    static final Answer AUTH_SEND = Answer.of(334, "", "");
    static final Answer AUTH_NAME = Answer.of(334, "", "VXNlcm5hbWU6");
    static final Answer AUTH_PASSWORD = Answer.of(334, "", "UGFzc3dvcmQ6");

    static final Answer LOG_IN_FIRST = Answer.of(530, "5.7.0", "Authentication required");
    static final Answer TURNED = Answer.of(250, "2.0.0", "Ok: now reversing the connection");
    static final Answer TURN_UNASKED = Answer.of(554, "5.5.0", "Nothing may follow before the answer to ATRN");

    static final Answer TOO_MANY_CONNECTIONS = Answer.of(421, "4.3.2", "Too many connections; try again later");
    static final Answer TOO_MANY_ERRORS = Answer.of(421, "4.7.0", "Too many errors");
    static final Answer TOO_MANY_PASSWORDS = Answer.of(421, "4.7.0", "Too many wrong passwords");
    static final Answer STALLED = Answer.of(421, "4.4.2", "Waited too long for you");
    static final Answer STOPPING = Answer.of(421, "4.3.2", "Server is stopping; try again later");

    private Answers() {}
}
