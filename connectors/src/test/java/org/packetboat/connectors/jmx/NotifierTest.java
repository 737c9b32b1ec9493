package org.packetboat.connectors.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.Notification;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.jmx.described.DescribedBean;
import org.packetboat.connectors.json.EventJson;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.ReturnContent;
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
            return event instanceof StatusEvent.Accepted e
                    ? new String(new EventJson(new Domain("hub.example.com")).writeWithoutId(e), StandardCharsets.UTF_8)
                    : "{\"at\":\"" + event.at() + "\"}";
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

    /** Readers listen, too; and subjects and Message-IDs are text of mail. */
    @Test
    void noSubjectAndNoMessageIdIsTold() throws Exception {
        DescribedBean bean = notifier.serving(server());
        BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
        bean.addNotificationListener((notification, _) -> heard.add(notification), null, null);
        Message message = new Message(new QueueId(7), Instant.EPOCH, Optional.empty(), 100, false, false,
                ReturnContent.FULL, Optional.empty(), Optional.empty(), "submit");
        notifier.on(new StatusEvent.Accepted(Instant.EPOCH, message, List.of(new Domain("ny.example.com")), 1,
                new StatusEvent.Heading(Optional.of("<secret-id@x>"), Optional.of("secret prices"), List.of())));
        Notification told = heard.poll(60, TimeUnit.SECONDS);
        String all = told.getMessage() + told.getUserData();
        assertTrue(all.contains("ny.example.com") && !all.contains("secret"), all);
    }
}
