package org.packetboat.connectors.jmx;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import org.packetboat.connectors.jmx.described.DescribedBean;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;

/**
 * Tells listeners over JMX of every status event: notifications of the server's MBean, of type
 * {@code org.packetboat.} and the event's name, with its JSON object as user data. Subjects and Message-IDs are left
 * out: readers listen, too, and those are text of mail. While nobody listens nothing is made. They come in order; a
 * slow listener slows nobody but other listeners.
 */
public final class Notifier implements Watcher {
    static final String PREFIX = "org.packetboat.";

    /** How events are called and written outside. */
    public interface Words {
        /** What kind of event it is, such as {@code delivered}. */
        String name(StatusEvent event);

        /** All that such names may be. */
        List<String> names();

        /** One JSON object. */
        String json(StatusEvent event);
    }

    private final Broadcaster broadcaster;
    private final AtomicLong sequence = new AtomicLong();
    private final Words words;

    public Notifier(Words words) {
        this.words = words;
        broadcaster = new Broadcaster(words.names().stream().map(PREFIX::concat).toArray(String[]::new));
    }

    /** The server's MBean with these notifications. */
    DescribedBean serving(ServerMXBean bean) {
        return DescribedBean.of(bean, ServerMXBean.class, broadcaster);
    }

    @Override
    public void on(StatusEvent event) {
        if (broadcaster.listeners == 0) return;
        StatusEvent shown = withoutText(event);
        Notification told = new Notification(PREFIX + words.name(shown), "org.packetboat:type=Server",
                sequence.incrementAndGet(), shown.at().toEpochMilli(), shown.toString());
        told.setUserData(words.json(shown));
        broadcaster.sendNotification(told);
    }

    private static StatusEvent withoutText(StatusEvent event) {
        return event instanceof StatusEvent.Accepted e
                ? new StatusEvent.Accepted(e.at(), e.about(), e.destinations(), e.recipients())
                : event;
    }

    private static final class Broadcaster extends NotificationBroadcasterSupport {
        private volatile int listeners;

        Broadcaster(String[] types) {
            super(Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("jmx-listeners").factory()),
                    new MBeanNotificationInfo(types, Notification.class.getName(),
                            "Each status event; its JSON object is the user data (docs/status-events.md)."));
        }

        @Override
        public synchronized void addNotificationListener(NotificationListener listener, NotificationFilter filter,
                Object handback) {
            super.addNotificationListener(listener, filter, handback);
            listeners++;
        }

        @Override
        public synchronized void removeNotificationListener(NotificationListener listener)
                throws ListenerNotFoundException {
            super.removeNotificationListener(listener);
            listeners--;
        }

        @Override
        public synchronized void removeNotificationListener(NotificationListener listener, NotificationFilter filter,
                Object handback) throws ListenerNotFoundException {
            super.removeNotificationListener(listener, filter, handback);
            listeners--;
        }
    }
}
