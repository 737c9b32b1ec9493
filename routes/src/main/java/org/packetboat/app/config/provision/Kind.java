package org.packetboat.app.config.provision;

import java.util.Locale;

/** What can be provisioned. */
public enum Kind {
    LOGIN("logins"), DOMAIN("domains"), SITE("sites");

    private final String key;

    Kind(String key) {
        this.key = key;
    }

    /** The key in a file of changes. */
    public String key() {
        return key;
    }

    /** As people call one of them: {@code login}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
