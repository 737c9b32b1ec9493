package org.packetboat.app.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON schemas of records: every component is there in every answer, and no other. */
final class SchemaOf {
    private final Map<String, ObjectNode> schemas = new TreeMap<>();

    /** The schemas that were needed so far, by name. */
    Map<String, ObjectNode> all() {
        return schemas;
    }

    ObjectNode of(Type type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (type == String.class) return schema.put("type", "string");
        if (type == long.class || type == int.class || type == Integer.class) return schema.put("type", "integer");
        if (type == double.class) return schema.put("type", "number");
        if (type == boolean.class) return schema.put("type", "boolean");
        if (type == JsonNode.class) return schema.put("type", "object");
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            schema.put("type", "array").set("items", of(list.getActualTypeArguments()[0]));
            return schema;
        }
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            schema.put("type", "object").set("additionalProperties", of(map.getActualTypeArguments()[1]));
            return schema;
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            String name = name(record);
            if (!schemas.containsKey(name)) {
                schemas.put(name, schema);
                schemas.put(name, record(record));
            }
            return schema.put("$ref", "#/components/schemas/" + name);
        }
        throw new IllegalArgumentException("no JSON is known for " + type);
    }

    private static String name(Class<?> record) {
        return record.getEnclosingClass() == null || record.getEnclosingClass().getSimpleName().endsWith("Pages")
                ? record.getSimpleName()
                : record.getEnclosingClass().getSimpleName() + record.getSimpleName();
    }

    private ObjectNode record(Class<?> record) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        var required = schema.putArray("required");
        ObjectNode properties = schema.putObject("properties");
        for (RecordComponent component : record.getRecordComponents()) {
            required.add(component.getName());
            properties.set(component.getName(), of(component.getGenericType()));
        }
        return schema.put("additionalProperties", false);
    }
}
