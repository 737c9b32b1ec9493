package org.packetboat.connectors.jmx.described;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Optional;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;

/** What the methods of an MXBean interface say of themselves. */
record Descriptions(Class<?> type) {
    String ofBean(String otherwise) {
        return Optional.ofNullable(type.getAnnotation(Described.class)).map(Described::value).orElse(otherwise);
    }

    String of(MBeanAttributeInfo attribute) {
        return text(getter(attribute.getName())).orElse(attribute.getName());
    }

    String of(MBeanOperationInfo operation) {
        return text(method(operation)).orElse(operation.getName());
    }

    String nameOf(MBeanOperationInfo operation, int parameter) {
        return parameter(operation, parameter).map(Parameter::getName).orElse("p" + parameter);
    }

    String of(MBeanOperationInfo operation, int parameter) {
        return parameter(operation, parameter).map(p -> p.getAnnotation(Described.class)).map(Described::value)
                .orElseGet(() -> nameOf(operation, parameter));
    }

    int impact(MBeanOperationInfo operation) {
        return method(operation).filter(m -> m.isAnnotationPresent(Reads.class)).isPresent()
                ? MBeanOperationInfo.INFO
                : MBeanOperationInfo.ACTION;
    }

    private static Optional<String> text(Optional<Method> method) {
        return method.map(m -> m.getAnnotation(Described.class)).map(Described::value);
    }

    private Optional<Method> getter(String attribute) {
        return Arrays.stream(type.getMethods()).filter(m -> m.getParameterCount() == 0)
                .filter(m -> m.getName().equals("get" + attribute) || m.getName().equals("is" + attribute))
                .findFirst();
    }

    /** Operations of one name differ in how many parameters they have. */
    private Optional<Method> method(MBeanOperationInfo operation) {
        return Arrays.stream(type.getMethods()).filter(m -> m.getName().equals(operation.getName())
                && m.getParameterCount() == operation.getSignature().length).findFirst();
    }

    private Optional<Parameter> parameter(MBeanOperationInfo operation, int place) {
        return method(operation).map(m -> m.getParameters()[place]);
    }
}
