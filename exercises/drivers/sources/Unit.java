import java.io.PrintStream;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls the static methods of a submission's class, `java Unit CLASS`; `exercises/drivers/unit.py` says how it is
 * spoken to. All calls are read before any code of the submission runs.
 */
public final class Unit {
    private static final PrintStream RECORDS = System.out;

    public static void main(String[] arguments) throws Exception {
        String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        List<Map<String, Object>> calls = new ArrayList<>();
        for (String line : text.split("\n")) {
            calls.add(Json.parseObject(line));
        }
        for (Map<String, Object> call : calls) {
            Object record = answer(arguments[0], (String) call.get("call"), (List<?>) call.get("args"));
            System.out.flush();
            byte[] bytes = ("\u001e" + Json.write(record) + "\n").getBytes(StandardCharsets.UTF_8);
            RECORDS.write(bytes, 0, bytes.length);
            RECORDS.flush();
        }
    }

    private static Object answer(String type, String name, List<?> given) throws Exception {
        Method method = find(Class.forName(type), name, given.size());
        Object[] arguments = new Object[given.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = as(method.getGenericParameterTypes()[i], given.get(i));
        }
        String before = Json.write(arguments);
        Object returned;
        try {
            returned = method.invoke(null, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            if (cause instanceof Error) {
                throw (Error) cause;
            }
            System.err.println(name + " raised:");
            cause.printStackTrace();
            return Map.of("raised", cause.getClass().getSimpleName(), "message", String.valueOf(cause.getMessage()));
        }
        Map<String, Object> record = new LinkedHashMap<>();
        try {
            record.put("returned", returned);
            if (!Json.write(arguments).equals(before)) {
                record.put("args", arguments);
            }
            Json.write(record);
            return record;
        } catch (IllegalArgumentException problem) {
            return Map.of("unreadable", problem.getMessage());
        }
    }

    private static Method find(Class<?> type, String name, int count) {
        for (Method method : type.getDeclaredMethods()) {
            boolean callable = java.lang.reflect.Modifier.isStatic(method.getModifiers());
            if (callable && method.getName().equals(name) && method.getParameterCount() == count) {
                method.setAccessible(true);
                return method;
            }
        }
        System.err.println(type.getName() + " has no static method " + name + " with " + count + " parameters");
        System.exit(1);
        return null;
    }

    /** A value of JSON as a parameter's type wants it. */
    private static Object as(Type type, Object value) {
        if (value instanceof Number number) {
            return asNumber(type, number);
        }
        if (type == char.class || type == Character.class) {
            return ((String) value).charAt(0);
        }
        if (type instanceof Class<?> array && array.isArray() && value instanceof List<?> list) {
            Object made = Array.newInstance(array.getComponentType(), list.size());
            for (int i = 0; i < list.size(); i++) {
                Array.set(made, i, as(array.getComponentType(), list.get(i)));
            }
            return made;
        }
        if (value instanceof List<?> list) {
            Type element = inner(type, 0);
            List<Object> made = new ArrayList<>();
            list.forEach(one -> made.add(as(element, one)));
            return made;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> made = new LinkedHashMap<>();
            map.forEach((key, one) -> made.put(key, as(inner(type, 1), one)));
            return made;
        }
        return value;
    }

    private static Object asNumber(Type type, Number number) {
        if (type == double.class || type == Double.class) {
            return number.doubleValue();
        }
        if (type == float.class || type == Float.class) {
            return number.floatValue();
        }
        if (type == long.class || type == Long.class) {
            return number.longValue();
        }
        boolean whole = number instanceof Long && number.longValue() == number.intValue();
        return whole ? (Object) number.intValue() : number;
    }

    private static Type inner(Type type, int place) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[place] : Object.class;
    }

    private static final class Json {
        private final String text;
        private int at;

        private Json(String text) {
            this.text = text;
        }

        @SuppressWarnings("unchecked")
        static Map<String, Object> parseObject(String text) {
            return (Map<String, Object>) new Json(text).value();
        }

        /** The host writes without white space. */
        private Object value() {
            switch (text.charAt(at)) {
                case '{':
                    return object();
                case '[':
                    return list();
                case '"':
                    return string();
                case 't':
                    at += 4;
                    return true;
                case 'f':
                    at += 5;
                    return false;
                case 'n':
                    at += 4;
                    return null;
                default:
                    return number();
            }
        }

        private Map<String, Object> object() {
            Map<String, Object> found = new LinkedHashMap<>();
            for (at++; text.charAt(at) != '}'; at += text.charAt(at) == ',' ? 1 : 0) {
                String key = string();
                at++;
                found.put(key, value());
            }
            at++;
            return found;
        }

        private List<Object> list() {
            List<Object> found = new ArrayList<>();
            for (at++; text.charAt(at) != ']'; at += text.charAt(at) == ',' ? 1 : 0) {
                found.add(value());
            }
            at++;
            return found;
        }

        private String string() {
            StringBuilder found = new StringBuilder();
            for (at++; text.charAt(at) != '"'; at++) {
                char letter = text.charAt(at);
                if (letter == '\\') {
                    letter = escaped(text.charAt(++at));
                }
                found.append(letter);
            }
            at++;
            return found.toString();
        }

        private char escaped(char letter) {
            if (letter == 'u') {
                at += 4;
                return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
            }
            int place = "bfnrt".indexOf(letter);
            return place < 0 ? letter : "\b\f\n\r\t".charAt(place);
        }

        private Number number() {
            int start = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            String digits = text.substring(start, at);
            if (digits.matches("-?\\d+")) {
                return Long.valueOf(digits);
            }
            return Double.valueOf(digits);
        }

        static String write(Object value) {
            StringBuilder text = new StringBuilder();
            write(text, value);
            return text.toString();
        }

        private static void write(StringBuilder text, Object value) {
            if (value instanceof String || value instanceof Character) {
                quote(text, value.toString());
            } else if (value instanceof Map<?, ?> map) {
                String before = "{";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    quote(text.append(before), String.valueOf(entry.getKey()));
                    write(text.append(':'), entry.getValue());
                    before = ",";
                }
                text.append(map.isEmpty() ? "{}" : "}");
            } else if (value instanceof List<?> list) {
                writeAll(text, list.toArray());
            } else if (value != null && value.getClass().isArray()) {
                writeAll(text, value);
            } else if (value == null || value instanceof Boolean || isFinite(value)) {
                text.append(value);
            } else {
                throw new IllegalArgumentException(value.getClass().getSimpleName() + ": " + value);
            }
        }

        private static void writeAll(StringBuilder text, Object array) {
            text.append('[');
            for (int i = 0; i < Array.getLength(array); i++) {
                write(i > 0 ? text.append(',') : text, Array.get(array, i));
            }
            text.append(']');
        }

        private static boolean isFinite(Object value) {
            return value instanceof Number number && Double.isFinite(number.doubleValue());
        }

        private static void quote(StringBuilder text, String value) {
            text.append('"');
            for (char letter : value.toCharArray()) {
                if (letter == '"' || letter == '\\') {
                    text.append('\\').append(letter);
                } else if (letter < ' ') {
                    text.append(String.format("\\u%04x", (int) letter));
                } else {
                    text.append(letter);
                }
            }
            text.append('"');
        }
    }
}
