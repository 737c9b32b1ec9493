package org.packetboat.schedules.file.link;

import java.util.List;
import java.util.stream.Stream;

/** How the routes of a link name the far side. */
public enum Addressing {
    /** SMTP: by host, or each domain's mail exchangers. */
    HOST(smtp()),
    /** SMTP over a call that is dialled by its number; to the far side of the call, or hosts beyond it. */
    DIAL_UP(smtp("number")),
    /** SMTP over a call that the link knows how to make. */
    PEER(smtp()),
    /** UUCP over a modem: by a number to dial. */
    NUMBER(uucp("number")),
    /** UUCP on a socket: by host and port. */
    SOCKET(uucp("host", "port", "throttle")),
    /** UUCP over a cable: who is at its end. */
    CABLE(uucp()),
    /** By disks: who is to get them. */
    FOLDER(List.of("node", "key-file"));

    private final List<String> keys;

    Addressing(List<String> keys) {
        this.keys = keys;
    }

    private static List<String> smtp(String... others) {
        return Stream.concat(Stream.of(others), Stream.of("host", "port", "hosts", "probe", "tls", "ca-file",
                "fingerprints", "certificate", "key", "login", "password-file", "token-file", "login-without-tls",
                "without", "eight-bit", "max-recipients", "max-mails", "throttle")).toList();
    }

    private static List<String> uucp(String... others) {
        return Stream.concat(Stream.of("node"), Stream.concat(Stream.of(others),
                Stream.of("login", "password-file", "batches", "key-file", "smtp-batch"))).toList();
    }

    /** The keys of a route that speak of it. */
    public List<String> keys() {
        return keys;
    }
}
