package org.packetboat.app.cli.server;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** MBeans that answer every question with one row, or with nothing in it: all texts empty. */
final class SampleBeans {
    private static final Set<String> TIMES = Set.of("read", "sent", "answered",
            "started", "began", "end", "opens", "closes", "last",
            "priceUntil", "dataUntil", "oldest", "next", "arrival", "arrived", "due", "expires", "deliverBy",
            "expected", "settled",
            "since",
            "heard");
    private final boolean empty;

    /** @param empty whether texts are empty, and times there are none */
    SampleBeans(boolean empty) {
        this.empty = empty;
    }

    <T> T bean(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (_, method, _) -> {
            String name = method.getName();
            String of = name.startsWith("get") ? name.substring(3, 4).toLowerCase() + name.substring(4) : name;
            return sample(of, method.getGenericReturnType());
        }));
    }

    private Object sample(String name, Type type) throws ReflectiveOperationException {
        return switch (type) {
            case ParameterizedType list when list.getRawType() == List.class -> List
                    .of(sample(name, list.getActualTypeArguments()[0]));
            case Class<?> c when c.isRecord() -> record(c);
            case Class<?> c when c == String.class -> text(name);
            case Class<?> c when c == boolean.class -> true;
            case Class<?> c when c == int.class -> 3;
            case Class<?> c when c == double.class -> 1.5;
            case Class<?> c when c == long.class || c == Long.class -> 3L;
            default -> throw new AssertionError(name + " of " + type);
        };
    }

    private String text(String name) {
        if (name.equals("next")) return ""; // also the last page
        if (empty) return "";
        return TIMES.contains(name) ? "2026-11-30T03:00:00.25Z" : "some \"text\"";
    }

    private Object record(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++)
            values[i] = sample(components[i].getName(), components[i].getGenericType());
        Constructor<?> all = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        all.setAccessible(true);
        return all.newInstance(values);
    }
}
