package org.packetboat.connectors.serial;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.route.Transport;

/** Sessions of one's own making; remembers what was asked for. */
final class TalkSessions implements Sessions {
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final Supplier<LinkSession> next;

    TalkSessions(Supplier<LinkSession> next) {
        this.next = next;
    }

    @Override
    public LinkSession calling(Transport.Uucp site, long rate) {
        asked.add("calling " + site.node() + " at " + rate);
        return next.get();
    }

    @Override
    public LinkSession called(String login, long rate) {
        asked.add("called by " + login + " at " + rate);
        return next.get();
    }
}
