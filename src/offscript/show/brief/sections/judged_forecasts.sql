-- Questions with what each forecaster made of them, those that fall due first.
select * from forecast order by deadline, question, who
