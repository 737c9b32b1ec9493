package org.packetboat.protocols.smtp.sasl;

import java.util.random.RandomGenerator;

/**
 * What we log in with.
 *
 * @param name     as the server knows us
 * @param secret   the password or token; never told
 * @param token    whether it is a token for OAuth 2.0
 * @param inClear  whether it may be sent over a connection that is not encrypted
 * @param required whether nothing is sent without it
 * @param random   what nobody can guess
 */
public record SaslLogin(String name, String secret, boolean token, boolean inClear, boolean required,
        RandomGenerator random) {
    @Override
    public String toString() {
        return "SaslLogin[name=" + name + ", token=" + token + ", inClear=" + inClear + ", required=" + required + "]";
    }
}
