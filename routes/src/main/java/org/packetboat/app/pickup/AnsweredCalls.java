package org.packetboat.app.pickup;

import java.util.Optional;
import org.packetboat.connectors.serial.Callers;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.node.Node;
import org.packetboat.schedules.file.Caller;

/** What those get who call us on a line: the mail that waits for them or, if they are called back, nothing now. */
public record AnsweredCalls(Node node, KnownCallers callers) implements Callers {
    @Override
    public Supply supply(String login, String link, Link.Session session) {
        Optional<Caller> caller = callers.named(login);
        String name = caller.map(Caller::node).orElse("");
        return caller.filter(Caller::callBack).isPresent()
                ? new CallBack(() -> node.callBack(name))
                : node.answered(name, link, session);
    }
}
