package org.packetboat.connectors.jmx.described;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationEmitter;
import javax.management.StandardEmitterMBean;

/**
 * An MXBean with descriptions, parameters' names and impacts, taken from the annotations of its interface. Beans of one
 * class that tell no notifications share their descriptions: there is a bean for each domain with mail.
 */
public final class DescribedBean extends StandardEmitterMBean {
    private static final Map<Kind, AtomicReference<MBeanInfo>> SHARED = new ConcurrentHashMap<>();

    private final Descriptions descriptions;
    private final AtomicReference<MBeanInfo> described;

    private record Kind(Class<?> bean, Class<?> type) {}

    private DescribedBean(Object bean, Class<Object> type, NotificationEmitter emitter) {
        super(bean, type, true, emitter);
        this.descriptions = new Descriptions(type);
        this.described = emitter.getNotificationInfo().length > 0
                ? new AtomicReference<>()
                : SHARED.computeIfAbsent(new Kind(bean.getClass(), type), _ -> new AtomicReference<>());
    }

    /** @param emitter tells its notifications */
    public static <T> DescribedBean of(T bean, Class<T> type, NotificationEmitter emitter) {
        @SuppressWarnings("unchecked")
        Class<Object> known = (Class<Object>) type;
        return new DescribedBean(bean, known, emitter);
    }

    @Override
    protected MBeanInfo getCachedMBeanInfo() {
        return described.get();
    }

    @Override
    protected void cacheMBeanInfo(MBeanInfo info) {
        described.set(info);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return descriptions.ofBean(super.getDescription(info));
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return descriptions.of(info);
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return descriptions.of(info);
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int place) {
        return descriptions.of(operation, place);
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int place) {
        return descriptions.nameOf(operation, place);
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return descriptions.impact(info);
    }
}
