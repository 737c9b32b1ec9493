package org.packetboat.connectors.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.Notification;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.jmx.described.DescribedBean;
import org.packetboat.engine.status.StatusEvent;

/** Listeners hear of every event, with its JSON. */
class NotifierTest {
    private final Notifier notifier = new Notifier(new Notifier.Words() {
        @Override
        public String name(StatusEvent event) {
            return event instanceof StatusEvent.Trouble ? "trouble" : "session-opened";
        }

        @Override
        public List<String> names() {
            return List.of("trouble", "session-opened");
        }

        @Override
        public String json(StatusEvent event) {
            return "{\"at\":\"" + event.at() + "\"}";
        }
    });

    private static ServerMXBean server() {
        return (ServerMXBean) Proxy.newProxyInstance(ServerMXBean.class.getClassLoader(),
                new Class<?>[]{ServerMXBean.class}, (_, _, _) -> {
                    throw new AssertionError();
                });
    }

    @Test
    void everyEventComesInOrderWithItsJson() throws Exception {
        DescribedBean bean = notifier.serving(server());
        notifier.on(new StatusEvent.Trouble(Instant.EPOCH, "nobody listens yet"));
        BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
        bean.addNotificationListener((notification, _) -> heard.add(notification), null, null);
        notifier.on(new StatusEvent.Trouble(Instant.EPOCH, "the disk is slow"));
        notifier.on(new StatusEvent.SessionOpened(Instant.ofEpochMilli(5), "west", "line1"));
        Notification trouble = heard.poll(60, TimeUnit.SECONDS);
        assertEquals("org.packetboat.trouble", trouble.getType());
        assertEquals("{\"at\":\"1970-01-01T00:00:00Z\"}", trouble.getUserData());
        Notification opened = heard.poll(60, TimeUnit.SECONDS);
        assertEquals("org.packetboat.session-opened", opened.getType());
        assertEquals(5, opened.getTimeStamp());
        assertEquals(trouble.getSequenceNumber() + 1, opened.getSequenceNumber());
        assertEquals(List.of("org.packetboat.trouble", "org.packetboat.session-opened"),
                List.of(bean.getNotificationInfo()[0].getNotifTypes()));
    }
}
