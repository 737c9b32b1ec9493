package org.packetboat.camel.files;

import java.util.Optional;
import org.apache.camel.spi.PropertiesFunction;

/** <code>{{env:NAME}}</code> or <code>{{env:NAME:otherwise}}</code>: an environment variable. */
record EnvironmentPlaceholder(SecretValues secrets) implements PropertiesFunction {
    @Override
    public String getName() {
        return "env";
    }

    /** @throws IllegalArgumentException if it is not set, and nothing is given for that */
    @Override
    public String apply(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Optional<String> value = Optional.ofNullable(System.getenv(name)).map(secrets::keep);
        if (value.isEmpty() && colon < 0)
            throw new IllegalArgumentException(
                    "{{env:" + name + "}}: found no environment variable " + name + "; expected one, or {{env:" + name
                            + ":otherwise}}");
        return value.orElseGet(() -> text.substring(colon + 1));
    }
}
