package org.packetboat.connectors.jmx;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.StandardEmitterMBean;
import javax.management.StandardMBean;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;

/**
 * Tells listeners over JMX what happens to mail and windows: notifications of the server's MBean, of type
 * {@code org.packetboat.} and one of accepted, delivered, deferred, refused, expired, overdue, window-opened,
 * window-closed, window-missed, batch-missed. While nobody listens nothing is made. They come in order; a slow listener
 * slows nobody but other listeners.
 */
public final class Notifier implements Watcher {
    static final String PREFIX = "org.packetboat.";

    private final Broadcaster broadcaster = new Broadcaster();
    private final AtomicLong sequence = new AtomicLong();

    /** The server's MBean with these notifications. */
    StandardMBean serving(ServerMXBean bean) {
        return new StandardEmitterMBean(bean, ServerMXBean.class, true, broadcaster);
    }

    @Override
    public void on(StatusEvent event) {
        if (broadcaster.listeners == 0) return;
        type(event).ifPresent(type -> broadcaster.sendNotification(new Notification(PREFIX + type,
                "org.packetboat:type=Server", sequence.incrementAndGet(), event.at().toEpochMilli(),
                event.toString())));
    }

    private static Optional<String> type(StatusEvent event) {
        return switch (event) {
            case StatusEvent.Accepted _ -> Optional.of("accepted");
            case StatusEvent.Delivered _ -> Optional.of("delivered");
            case StatusEvent.Deferred _ -> Optional.of("deferred");
            case StatusEvent.Refused _ -> Optional.of("refused");
            case StatusEvent.Expired _ -> Optional.of("expired");
            case StatusEvent.Overdue _ -> Optional.of("overdue");
            case StatusEvent.WindowOpened _ -> Optional.of("window-opened");
            case StatusEvent.WindowClosed _ -> Optional.of("window-closed");
            case StatusEvent.WindowMissed _ -> Optional.of("window-missed");
            case StatusEvent.BatchMissed _ -> Optional.of("batch-missed");
            case StatusEvent.Sending _, StatusEvent.Progress _, StatusEvent.EventsLost _ -> Optional.empty();
            case StatusEvent.Deleted _, StatusEvent.NoticeSent _, StatusEvent.Died _ -> Optional.empty();
            case StatusEvent.Repeated _, StatusEvent.NameReused _ -> Optional.empty();
            case StatusEvent.SessionOpened _, StatusEvent.SessionEnded _, StatusEvent.Trouble _ -> Optional.empty();
        };
    }

    private static final class Broadcaster extends NotificationBroadcasterSupport {
        private volatile int listeners;

        Broadcaster() {
            super(Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("jmx-listeners").factory()),
                    new MBeanNotificationInfo(new String[]{PREFIX + "accepted", PREFIX + "delivered",
                            PREFIX + "deferred", PREFIX + "refused", PREFIX + "expired", PREFIX + "overdue",
                            PREFIX + "window-opened",
                            PREFIX + "window-closed", PREFIX + "window-missed", PREFIX + "batch-missed"},
                            Notification.class.getName(),
                            "What happens to mail and windows"));
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
