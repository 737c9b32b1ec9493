package org.packetboat.app;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A telephone exchange in this process, with modems at pseudo-terminals on its lines. It connects whom they dial, at
 * the pace of the slower of the two lines, and keeps a bill of all calls: what a program under test says of its calls
 * can be held against it.
 */
final class PhoneExchange implements AutoCloseable {
    private final Map<String, PhoneModem> subscribers = new LinkedHashMap<>();
    private final List<PhoneModem> modems = new ArrayList<>();
    private final List<PhoneCall> bill = new ArrayList<>();

    /** A modem on a new line. @param number what others dial to reach it */
    synchronized Path line(String number, PhoneLine line) {
        PhoneModem modem = new PhoneModem(this, number, line);
        subscribers.put(number, modem);
        modems.add(modem);
        return modem.port();
    }

    synchronized Optional<PhoneModem> subscriber(String number) {
        return Optional.ofNullable(subscribers.get(number));
    }

    /** @return the place of the call on the bill */
    synchronized int dialled(String caller, String number) {
        bill.add(PhoneCall.dialled(caller, number, Instant.now()));
        return bill.size() - 1;
    }

    synchronized void through(int call) {
        bill.set(call, bill.get(call).through(Instant.now()));
    }

    synchronized void over(int call) {
        if (!bill.get(call).isOver()) bill.set(call, bill.get(call).over(Instant.now()));
    }

    /** All calls, in the order in which they were dialled. */
    synchronized List<PhoneCall> bill() {
        return List.copyOf(bill);
    }

    @Override
    public void close() {
        modems.forEach(PhoneModem::close);
    }
}
