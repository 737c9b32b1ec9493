package org.packetboat.connectors.dialup;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.dialup.Raised;

/** Gear that notes what it is told, and comes to what the test says. */
final class FakeSwitch implements Switch {
    final List<String> log = new CopyOnWriteArrayList<>();
    volatile Raised outcome = new Raised.Up(List.of(InetAddress.getLoopbackAddress()),
            Optional.of(InetAddress.getLoopbackAddress()));
    /** What raising waits for. */
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile Consumer<Reply> lost = _ -> {};
    /** What happens while it comes up. */
    volatile Consumer<Consumer<Reply>> meanwhile = _ -> {};
    final CountDownLatch raising = new CountDownLatch(1);

    @Override
    public String target(Call call) {
        return call.site();
    }

    @Override
    public Raised raise(Call call, Consumer<Reply> whenLost) throws InterruptedException {
        log.add("up " + call.site());
        lost = whenLost;
        raising.countDown();
        meanwhile.accept(whenLost);
        gate.await();
        return outcome;
    }

    @Override
    public void lower() {
        log.add("down");
    }
}
