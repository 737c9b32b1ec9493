package org.packetboat.engine.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One domain, however it is written. */
class DomainTest {
    /** The names and A-labels are those of registries and of RFC 3492 section 7.1. */
    @ParameterizedTest
    @CsvSource({"bücher.example, xn--bcher-kva.example", "BÜCHER.Example., xn--bcher-kva.example",
            "XN--Bcher-KVA.example, xn--bcher-kva.example", "bu\u0308cher.example, xn--bcher-kva.example",
            "ｂücher．example, xn--bcher-kva.example", "bücher。example, xn--bcher-kva.example",
            "faß.de, xn--fa-hia.de", "FAẞ.de, xn--fa-hia.de", "fass.de, fass.de", "βόλος.com, xn--nxasmm1c.com",
            "ΒΌΛΟΣ.com, xn--nxasmq6b.com", "räksmörgås.josefsson.org, xn--rksmrgs-5wao1o.josefsson.org",
            "президент.рф, xn--d1abbgf6aiiy.xn--p1ai", "例え.テスト, xn--r8jz45g.xn--zckzah",
            "他们为什么不说中文.example, xn--ihqwcrb4cv8a8dqg056pqjye.example",
            "3年b組金八先生.example, xn--3b-ww4c5e180e575a65lsy2b.example",
            "パフィーdeルンバ.example, xn--de-jg4avhby1noc0d.example", "ascii.example, ascii.example",
            "[192.0.2.1], [192.0.2.1]"})
    void isSpelledInOneWay(String written, String spelled) {
        assertEquals(spelled, new Domain(written).name());
        assertEquals(new Domain(spelled), new Domain(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "ü..example", ".ü", "-ü.example", "a b.example", "ü ü.example", "[ü]",
            "a..example", "ü@example"})
    void isRefused(String written) {
        assertThrows(IllegalArgumentException.class, () -> new Domain(written));
    }

    /** IDNA2003 had them as one; whoever registers one need not have the other. */
    @Test
    void sharpSIsALetterOfItsOwn() {
        assertNotEquals(new Domain("straße.example"), new Domain("strasse.example"));
    }

    @Test
    void addressesAtItNeedNoExtension() {
        assertFalse(Address.parse("anna@bücher.example").isInternational());
        assertEquals(Address.parse("anna@xn--bcher-kva.example"), Address.parse("anna@BÜCHER.example"));
        assertEquals("anna@xn--bcher-kva.example", Address.parse("anna@bücher.example").toString());
    }

    @Test
    void whatWasTakenBeforeAndIsNoneNowHasAStandIn() {
        assertEquals("xn--bcher-kva.example", Domain.stored("bücher.example").name());
        assertTrue(Domain.stored("½.example").name().matches("was-ubd-example-[0-9a-f]+\\.invalid"));
        String han = IntStream.range(0, 200).mapToObj(i -> Character.toString(0x4e00 + 97 * i))
                .collect(Collectors.joining()) + ".example";
        assertTrue(Domain.stored(han).name().endsWith(".invalid"), Domain.stored(han).name());
        assertEquals(Domain.stored(han), Domain.stored(Domain.stored(han).name()));
        assertNotEquals(Domain.stored(han), Domain.stored("\u6f22" + han));
    }

    /** The stack is that of a thread of ours at its least. */
    @Test
    void aNameOfAnyLengthNeedsNoStack() throws InterruptedException {
        for (String name : List.of("\u00fc" + ".a".repeat(400), "\u00fc" + ".a".repeat(20_000),
                "\u2488".repeat(900) + "\u00fc")) {
            AtomicReference<Throwable> end = new AtomicReference<>();
            Thread thread = new Thread(null, () -> new Domain(name), "small", 1);
            thread.setUncaughtExceptionHandler((_, e) -> end.set(e));
            thread.start();
            thread.join();
            assertEquals(IllegalArgumentException.class, end.get().getClass());
        }
    }
}
