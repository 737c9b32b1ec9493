package org.packetboat.simulator.world;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.smtp.server.port.PickUp;

/** Mail that is picked up, with somebody who watches what is handed out. */
record WatchedPickUp(PickUp real, BiFunction<String, Supply, Supply> watched) implements PickUp {
    @Override
    public boolean allows(String user) {
        return real.allows(user);
    }

    @Override
    public void start(String user, String node, Consumer<Reply> answer) {
        real.start(user, node, answer);
    }

    @Override
    public void turn(String user, String host, List<Domain> domains, Consumer<Turn> answer) {
        real.turn(user, host, domains, turn -> answer.accept(turn instanceof Turn.Ready(var session, var supply)
                ? new Turn.Ready(session, supply.andThen(node -> watched.apply(user, node)))
                : turn));
    }
}
