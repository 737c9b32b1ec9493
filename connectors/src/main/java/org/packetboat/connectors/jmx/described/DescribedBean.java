package org.packetboat.connectors.jmx.described;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationEmitter;
import javax.management.StandardEmitterMBean;

/** An MXBean with descriptions, parameters' names and impacts, taken from the annotations of its interface. */
public final class DescribedBean extends StandardEmitterMBean {
    private final Descriptions descriptions;

    private DescribedBean(Object bean, Class<Object> type, NotificationEmitter emitter) {
        super(bean, type, true, emitter);
        this.descriptions = new Descriptions(type);
    }

    /** @param emitter tells its notifications */
    public static <T> DescribedBean of(T bean, Class<T> type, NotificationEmitter emitter) {
        @SuppressWarnings("unchecked")
        Class<Object> known = (Class<Object>) type;
        return new DescribedBean(bean, known, emitter);
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
