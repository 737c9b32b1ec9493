package org.packetboat.engine.mail;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A name as 3+Mail wrote it: {@code name:domain:organisation}, as in {@code Sales Desk:HQ:Comp}. It stands for a
 * mailbox by this rule: everything in lower case; spaces in the name become single dots, those in domain and
 * organisation single dashes; the organisation becomes the DNS suffix listed for it, else stays a label of its own. So
 * it is {@code sales.desk@hq.comp}, or {@code sales.desk@hq.example.com} where Comp is listed as example.com.
 */
public record ThreePartName(String name, String domain, String organisation) {
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final String EXPECTED = "; expected name:domain:organisation, like Sales Desk:HQ:Comp";

    /** @throws IllegalArgumentException if a part is blank or holds a colon or an at sign */
    public ThreePartName {
        name = part(name);
        domain = part(domain);
        organisation = part(organisation);
    }

    private static String part(String text) {
        if (text.isBlank() || text.indexOf(':') >= 0 || text.indexOf('@') >= 0) {
            throw new IllegalArgumentException("not a part of a name: \"" + text + "\"" + EXPECTED);
        }
        return text.strip();
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    public static ThreePartName parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a three-part name: \"" + text + "\"" + EXPECTED);
        }
        return new ThreePartName(parts[0], parts[1], parts[2]);
    }

    /** Whether a text is meant as such a name rather than as a mailbox. */
    public static boolean looksLike(String text) {
        return text.indexOf(':') >= 0 && text.indexOf('@') < 0;
    }

    /**
     * The mailbox it stands for.
     *
     * @param organisations DNS suffixes by organisation, in lower case
     * @throws IllegalArgumentException if it makes no valid address
     */
    public Address mailbox(Map<String, Domain> organisations) {
        String suffix = organisations.containsKey(organisation.toLowerCase(Locale.ROOT))
                ? organisations.get(organisation.toLowerCase(Locale.ROOT)).name()
                : joined(organisation, "-");
        return new Address(joined(name, "."), new Domain(joined(domain, "-") + "." + suffix));
    }

    private static String joined(String part, String joint) {
        return SPACES.matcher(part.toLowerCase(Locale.ROOT)).replaceAll(joint);
    }

    @Override
    public String toString() {
        return name + ":" + domain + ":" + organisation;
    }
}
