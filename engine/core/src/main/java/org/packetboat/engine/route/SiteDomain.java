package org.packetboat.engine.route;

import org.packetboat.engine.mail.Domain;

/**
 * The queue of mail that goes to a site whatever the domain of its recipients: people of one domain live at many sites
 * ({@code recipients:}). A domain below {@code site.invalid} stands for it, which no mail on the way in can be for (RFC
 * 6761 section 6.4). Two names of sites never have the same one, but for very long ones.
 */
public final class SiteDomain {
    private static final String SUFFIX = ".site.invalid";
    /** What is longer is cut, and told apart by a number. */
    private static final int LONGEST = 200;

    private SiteDomain() {}

    /** Stands for the site of this name, and for no other. */
    public static Domain of(String site) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < site.length(); i++) {
            char c = site.charAt(i);
            boolean inner = (c == '-' || c == '.') && i > 0 && i < site.length() - 1
                    && isPlain(site.charAt(i - 1)) && isPlain(site.charAt(i + 1));
            if (inner || isPlain(c)) name.append(c);
            else name.append('_').append(Integer.toHexString(c)).append('_');
        }
        if (name.length() > LONGEST) name.replace(LONGEST, name.length(), "_" + Integer.toHexString(site.hashCode()));
        return new Domain(name + SUFFIX);
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    /** Whether a domain stands for a site. */
    public static boolean isOne(Domain domain) {
        return domain.name().endsWith(SUFFIX);
    }
}
