package org.packetboat.connectors.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.MessageFormatter;

class RepeatedTroubleTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final RepeatedTrouble trouble = new RepeatedTrouble(logger(), Level.ERROR, now::get);

    private Logger logger() {
        return (Logger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Logger.class},
                (_, method, arguments) -> lines.add(method.getName() + " "
                        + MessageFormatter.arrayFormat((String) arguments[0], rest(arguments)).getMessage())
                                ? null
                                : null);
    }

    private static Object[] rest(Object[] arguments) {
        if (arguments[1] instanceof Object[] all) return all;
        Object[] rest = new Object[arguments.length - 1];
        System.arraycopy(arguments, 1, rest, 0, rest.length);
        return rest;
    }

    @Test
    void thousandsAreOneLineAMinuteAndOneAtTheEnd() {
        for (int second = 0; second < 90; second++) {
            for (int i = 0; i < 100; i++)
                trouble.note("event=full");
            trouble.good();
            now.addAndGet(1_000_000_000L);
        }
        now.addAndGet(RepeatedTrouble.QUIET.toNanos());
        trouble.good();
        trouble.good();
        assertEquals(List.of("error event=full times=1 in-all=1", "error event=full times=6000 in-all=6001",
                "info event=full in-all=9000 now=over"), lines);
    }

    @Test
    void aNewTroubleIsToldAtOnce() {
        trouble.note("event=full");
        now.addAndGet(RepeatedTrouble.QUIET.toNanos());
        trouble.good();
        trouble.note("event=full");
        assertEquals(3, lines.size());
    }
}
