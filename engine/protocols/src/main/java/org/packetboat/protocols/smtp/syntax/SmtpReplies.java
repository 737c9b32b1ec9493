package org.packetboat.protocols.smtp.syntax;

import org.packetboat.engine.intake.TextRule;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.text.Quoted;

/** What the server says, apart from what the intake tells it to say. Codes: RFC 5321 4.2, 3463, 4954, 3207, 1870. */
public final class SmtpReplies {
    public static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "Ok");
    public static final SmtpReply SENDER_OK = SmtpReply.of(250, "2.1.0", "Ok");
    public static final SmtpReply RECIPIENT_OK = SmtpReply.of(250, "2.1.5", "Ok");
    public static final SmtpReply GO_AHEAD = SmtpReply.of(354, "", "End data with <CR><LF>.<CR><LF>");
    public static final SmtpReply BYE = SmtpReply.of(221, "2.0.0", "Bye");
    public static final SmtpReply START_TLS = SmtpReply.of(220, "2.0.0", "Ready to start TLS");
    public static final SmtpReply CANNOT_VERIFY = SmtpReply.of(252, "2.1.5", "Not verified; send the mail and see");
    public static final SmtpReply HELP = SmtpReply.of(214, "2.0.0",
            "EHLO HELO MAIL RCPT DATA BDAT RSET NOOP VRFY STARTTLS AUTH QUIT; see RFC 5321");

    public static final SmtpReply UNKNOWN_COMMAND = SmtpReply.of(500, "5.5.2", "Command not recognised");
    public static final SmtpReply LINE_TOO_LONG = SmtpReply.of(500, "5.5.2", "Line too long");
    public static final SmtpReply BAD_LINE_END = SmtpReply.of(500, "5.5.2",
            "Lines end with CR LF, and have neither elsewhere");
    public static final SmtpReply CONTROL_CHARACTER = SmtpReply.of(500, "5.5.2", "Control character in command");
    public static final SmtpReply NOT_UTF8 = SmtpReply.of(500, "5.5.2", "Command is not UTF-8");
    public static final SmtpReply SYNTAX = SmtpReply.of(501, "5.5.4", "Syntax error in argument");
    public static final SmtpReply NO_ARGUMENT = SmtpReply.of(501, "5.5.4", "No argument expected");
    public static final SmtpReply NAME_EXPECTED = SmtpReply.of(501, "5.5.4", "Expected your host name");
    public static final SmtpReply NOT_DONE_HERE = SmtpReply.of(502, "5.5.1", "Command not implemented");
    public static final SmtpReply GREET_FIRST = SmtpReply.of(503, "5.5.1", "EHLO or HELO first");
    public static final SmtpReply MAIL_FIRST = SmtpReply.of(503, "5.5.1", "MAIL first");
    public static final SmtpReply MAIL_TWICE = SmtpReply.of(503, "5.5.1", "A message is open already; RSET first");
    public static final SmtpReply CHUNKS_STARTED = SmtpReply.of(503, "5.5.1", "This message comes by BDAT");
    public static final SmtpReply UNKNOWN_PARAMETER = SmtpReply.of(555, "5.5.4",
            "Parameter or its value not supported");
    public static final SmtpReply TOO_SOON = SmtpReply.of(555, "5.5.4",
            "Cannot promise to deliver so soon; see DELIVERBY");
    public static final SmtpReply TOO_FAR = SmtpReply.of(501, "5.5.4", "No mail is held so long; see FUTURERELEASE");
    public static final SmtpReply NONE_TO_ANSWER_FOR = SmtpReply.of(503, "5.5.1", "No valid recipients");
    public static final SmtpReply NO_RECIPIENTS = SmtpReply.of(554, "5.5.1", "No valid recipients");
    public static final SmtpReply DATA_UNASKED = SmtpReply.of(554, "5.5.0",
            "Nothing may follow before the answer to DATA");

    public static final SmtpReply BAD_SENDER = SmtpReply.of(501, "5.1.7", "Expected FROM:<address>");
    public static final SmtpReply BAD_RECIPIENT = SmtpReply.of(501, "5.1.3", "Expected TO:<address>");
    public static final SmtpReply NEEDS_SMTPUTF8 = SmtpReply.of(553, "5.6.7", "This address needs SMTPUTF8");
    public static final SmtpReply RELAY_DENIED = SmtpReply.of(554, "5.7.1", "Relay access denied");
    public static final SmtpReply TOO_MANY_UNKNOWN = SmtpReply.of(450, "4.7.1",
            "You have named too many people who do not exist; try again later");
    public static final SmtpReply TOO_MANY_RECIPIENTS = SmtpReply.of(452, "4.5.3", "Too many recipients");

    public static final SmtpReply TOO_BIG = SmtpReply.of(552, "5.3.4", "Message is larger than the limit");
    static final SmtpReply TEXT_LINE_TOO_LONG = SmtpReply.of(554, "5.6.0", "Message has a line longer than the limit");
    public static final SmtpReply HEADER_TOO_LARGE = SmtpReply.of(554, "5.6.0", "Header is larger than 1 MB");
    static final SmtpReply BARE_CR = SmtpReply.of(TextRule.BARE_CR);
    static final SmtpReply BARE_LF = SmtpReply.of(TextRule.BARE_LF);
    static final SmtpReply NUL = SmtpReply.of(TextRule.NUL);
    public static final SmtpReply LOOP = SmtpReply.of(554, "5.4.6", "Too many hops; this mail is going in circles");
    public static final SmtpReply CARRIED_BEFORE = SmtpReply.of(451, "4.4.6",
            "This mail has been carried by this server before");
    public static final SmtpReply STORE_TROUBLE = SmtpReply.of(Reply.NO_SPACE);

    public static final SmtpReply TLS_FIRST = SmtpReply.of(530, "5.7.0", "STARTTLS first");
    public static final SmtpReply SPEAKS_LMTP = SmtpReply.of(500, "5.5.1", "This is LMTP; say LHLO");
    public static final SmtpReply NOT_FOR_YOU = SmtpReply.of(550, "5.7.0", "You may not speak for others here");
    public static final SmtpReply NOT_IN_MAIL = SmtpReply.of(503, "5.5.1", "Not while a message is open; RSET first");
    public static final SmtpReply TLS_NOT_OFFERED = SmtpReply.of(502, "5.5.1", "STARTTLS is not offered");
    public static final SmtpReply TLS_ALREADY = SmtpReply.of(503, "5.5.1", "TLS is on already");
    public static final SmtpReply TLS_INJECTION = SmtpReply.of(554, "5.5.0",
            "Nothing may follow before the answer to STARTTLS");
    public static final SmtpReply AUTH_NOT_OFFERED = SmtpReply.of(502, "5.5.1", "AUTH is not offered");
    public static final SmtpReply AUTH_NEEDS_TLS = SmtpReply.of(538, "5.7.11", "STARTTLS first");
    public static final SmtpReply AUTH_TWICE = SmtpReply.of(503, "5.5.1", "You are logged in already");
    public static final SmtpReply AUTH_IN_MAIL = SmtpReply.of(503, "5.5.1", "Not while a message is open");
    public static final SmtpReply AUTH_MECHANISM = SmtpReply.of(504, "5.5.4", "Expected PLAIN or LOGIN");
    public static final SmtpReply AUTH_MALFORMED = SmtpReply.of(501, "5.5.2", "Malformed credentials");
    public static final SmtpReply AUTH_CANCELLED = SmtpReply.of(501, "5.7.0", "Cancelled");
    public static final SmtpReply AUTH_OK = SmtpReply.of(235, "2.7.0", "Logged in");
    public static final SmtpReply AUTH_WRONG = SmtpReply.of(535, "5.7.8", "Name or password is wrong");
    public static final SmtpReply AUTH_BUSY = SmtpReply.of(454, "4.7.0", "Cannot check passwords now; try again later");
    public static final SmtpReply AUTH_SEND = SmtpReply.of(334, "", "");
    public static final SmtpReply AUTH_NAME = SmtpReply.of(334, "", "VXNlcm5hbWU6");
    public static final SmtpReply AUTH_PASSWORD = SmtpReply.of(334, "", "UGFzc3dvcmQ6");

    public static final SmtpReply LOGIN_OVER = SmtpReply.of(530, "5.7.0", "Your login is no longer valid");
    public static final SmtpReply LOG_IN_FIRST = SmtpReply.of(530, "5.7.0", "Authentication required");
    public static final SmtpReply TURNED = SmtpReply.of(250, "2.0.0", "Ok: now reversing the connection");
    public static final SmtpReply TURN_UNASKED = SmtpReply.of(554, "5.5.0",
            "Nothing may follow before the answer to ATRN");

    public static final SmtpReply TOO_MANY_CONNECTIONS = SmtpReply.of(421, "4.3.2",
            "Too many connections; try again later");
    public static final SmtpReply TOO_MANY_ERRORS = SmtpReply.of(421, "4.7.0", "Too many errors");
    public static final SmtpReply TOO_MANY_PASSWORDS = SmtpReply.of(421, "4.7.0", "Too many wrong passwords");
    public static final SmtpReply TOO_MANY_IDLE_COMMANDS = SmtpReply.of(421, "4.7.0",
            "Too many commands that send no mail");
    public static final SmtpReply NOT_SMTP = SmtpReply.of(521, "5.7.0", "That is not SMTP");
    public static final SmtpReply YOU_TOO_MANY = SmtpReply.of(421, "4.7.0",
            "Too many connections from your address; try again later");
    public static final SmtpReply STALLED = SmtpReply.of(421, "4.4.2", "Waited too long for you");
    public static final SmtpReply STOPPING = SmtpReply.of(421, "4.3.2", "Server is stopping; try again later");

    private static final int LONGEST_FOUND = 100;

    private SmtpReplies() {}

    /**
     * The same, and what was found instead: in ASCII, with question marks for what is none, and shortened.
     *
     * @param found what the client said; its passwords are not to be told
     */
    public static SmtpReply found(SmtpReply base, String found) {
        String line = Quoted.oneLine(found).replaceAll("[^\\x20-\\x7e]", "?");
        String shown = line.length() > LONGEST_FOUND ? line.substring(0, LONGEST_FOUND) + "..." : line;
        Reply reply = base.reply();
        return SmtpReply.of(reply.code(), reply.status(),
                reply.text() + (shown.isEmpty() ? "; found nothing" : "; found \"" + shown + '"'));
    }
}
