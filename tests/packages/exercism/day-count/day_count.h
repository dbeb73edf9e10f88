int days(int year);
