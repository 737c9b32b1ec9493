package org.packetboat.schedules.file.link;

import java.util.List;

/** How the routes of a link name the far side. */
public enum Addressing {
    /** SMTP: by host, or each domain's mail exchangers. */
    HOST("host", "port", "tls", "login", "password-file", "token-file", "login-without-tls", "without", "eight-bit",
            "max-recipients", "max-mails",
            "hosts", "probe"),
    /** SMTP over a call that is dialled by its number; to the far side of the call, or hosts beyond it. */
    DIAL_UP("number", "host", "port", "tls", "login", "password-file", "token-file", "login-without-tls", "without",
            "eight-bit", "hosts",
            "probe"),
    /** SMTP over a call that the link knows how to make. */
    PEER("host", "port", "tls", "login", "password-file", "token-file", "login-without-tls", "without", "eight-bit",
            "max-recipients", "max-mails",
            "hosts", "probe"),
    /** UUCP over a modem: by a number to dial. */
    NUMBER("node", "number", "login", "password-file", "batches", "key-file"),
    /** UUCP on a socket: by host and port. */
    SOCKET("node", "host", "port", "login", "password-file", "batches", "key-file"),
    /** UUCP over a cable: who is at its end. */
    CABLE("node", "login", "password-file", "batches", "key-file");

    private final List<String> keys;

    Addressing(String... keys) {
        this.keys = List.of(keys);
    }

    /** The keys of a route that speak of it. */
    public List<String> keys() {
        return keys;
    }
}
