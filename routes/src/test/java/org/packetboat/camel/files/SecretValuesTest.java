package org.packetboat.camel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SecretValuesTest {
    @Test
    void whatPlaceholdersStoodForIsHidden() {
        SecretValues secrets = new SecretValues();
        secrets.keep("swordfish");
        secrets.keep("fish");
        secrets.keep("a");
        assertEquals("password=xxxxxx a xxxxxx", secrets.hide("password=swordfish a fish"));
    }
}
