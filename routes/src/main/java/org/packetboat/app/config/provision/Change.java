package org.packetboat.app.config.provision;

import java.util.Optional;
import java.util.function.Function;
import org.packetboat.connectors.smtp.server.PasswordHash;
import org.packetboat.schedules.yaml.Place;

/**
 * Something that is to be provisioned, or no longer.
 *
 * @param name  a login, a domain in its usual writing, or a site
 * @param what  what is to be
 * @param place where that is said
 */
public record Change(Kind kind, String name, What what, Place place) {
    /** What is to be. */
    public sealed interface What {
        /** It is to be there. @param value see {@link Provisioned} */
        record Is(String value) implements What {}

        /** A login is to have this password. */
        record Password(String text) implements What {
            /** Passwords are in no log. */
            @Override
            public String toString() {
                return "Password[]";
            }
        }

        /** It is not to be there any more. */
        record Removed() implements What {}
    }

    /**
     * What is kept of it; empty if it is to go.
     *
     * @param now  what is kept of that name now: a password that fits it is no change
     * @param hash makes a hash. Slow
     */
    public Optional<String> value(Optional<String> now, Function<String, PasswordHash> hash) {
        return switch (what) {
            case What.Is(String value) -> Optional.of(value);
            case What.Password(String text) -> now.filter(known -> PasswordHash.parse(known).matches(text))
                    .or(() -> Optional.of(hash.apply(text).toString()));
            case What.Removed() -> Optional.empty();
        };
    }
}
