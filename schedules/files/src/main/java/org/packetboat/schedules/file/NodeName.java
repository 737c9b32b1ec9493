package org.packetboat.schedules.file;

import java.util.Optional;
import java.util.regex.Pattern;
import org.packetboat.schedules.yaml.Value;

/** Names of UUCP nodes and of those who log in. */
final class NodeName {
    static final String NODE = "a UUCP node name of letters, digits, dots, dashes and underscores";
    static final String LOGIN = "a login of letters, digits, dots, dashes and underscores";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    private NodeName() {
    }

    static Optional<String> read(Value value, String expected) {
        return value.as(expected, text -> {
            if (!NAME.matcher(text).matches()) throw new IllegalArgumentException(text);
            return text;
        });
    }
}
