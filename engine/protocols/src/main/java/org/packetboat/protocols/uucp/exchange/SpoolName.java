package org.packetboat.protocols.uucp.exchange;

import java.util.regex.Pattern;
import org.packetboat.protocols.uucp.mail.RmailJob;

/** Names a far side may give to files of a job. They are compared and hashed, and are no paths even so. */
final class SpoolName {
    private static final Pattern DATA = Pattern.compile("D\\.[A-Za-z0-9_-][A-Za-z0-9_.-]{0,60}");
    private static final Pattern ORDER = Pattern.compile("X\\.[A-Za-z0-9_-][A-Za-z0-9_.-]{0,60}");

    private SpoolName() {}

    /** Whether it names the input of a job. */
    static boolean isData(String name) {
        return DATA.matcher(name).matches() && !name.contains("..");
    }

    /** Whether it names the order of a job. */
    static boolean isOrder(String name) {
        return ORDER.matcher(name).matches() && !name.contains("..");
    }

    /** Whether a Packetboat gave it to the input or the order of a mail, for good. */
    static boolean isOurs(String name) {
        return isData(name) && RmailJob.isOurs(name) || isOrder(name) && RmailJob.isOurs("D." + name.substring(2));
    }
}
